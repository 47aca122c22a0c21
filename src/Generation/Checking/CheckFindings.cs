using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagDocs.Generation.Checking;

/// <summary>Findings as they are stored with a sentence: by kind, so that each reader gets them in words of his own language.</summary>
public static class CheckFindings
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() }, IgnoreReadOnlyProperties = true };

    /// <summary>Empty for no findings.</summary>
    public static string ToJson(IReadOnlyList<CheckFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Count == 0 ? "" : JsonSerializer.Serialize(findings, Options);
    }

    /// <summary>What <see cref="ToJson"/> wrote; nothing for a text that is none of its.</summary>
    public static IReadOnlyList<CheckFinding> Parse(string json)
    {
        if (string.IsNullOrEmpty(json)) return [];
        try
        {
            return JsonSerializer.Deserialize<List<CheckFinding>>(json, Options) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

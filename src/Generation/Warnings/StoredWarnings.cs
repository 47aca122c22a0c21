using System.Text.Json;

namespace RagDocs.Generation.Warnings;

/// <summary>Warnings as they are stored with an answer.</summary>
public static class StoredWarnings
{
    /// <summary>Empty for no warnings.</summary>
    public static string ToJson(IReadOnlyList<AnswerWarning> warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        return warnings.Count == 0 ? "" : JsonSerializer.Serialize(warnings);
    }

    /// <summary>What <see cref="ToJson"/> wrote; nothing for a text that is none of its.</summary>
    public static IReadOnlyList<AnswerWarning> Parse(string json)
    {
        if (string.IsNullOrEmpty(json)) return [];
        try
        {
            return JsonSerializer.Deserialize<List<AnswerWarning>>(json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

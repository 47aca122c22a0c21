using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace RagDocs.Retrieval.Quality;

/// <summary>One line of a file of questions (questions.jsonl), as `eval` reads it and quality sets are kept outside of RagDocs.</summary>
public sealed record QuestionLine(string Id, string Question, bool Answerable, IReadOnlyList<EvidenceLine> Evidence)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Name of the collection asked in; null for all.</summary>
    public string? Collection { get; init; }

    /// <returns>Null when the line is not a question with id, question, answerable and evidence.</returns>
    public static QuestionLine? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<QuestionLine>(json, Options) is { Id: not null, Question: not null, Evidence: { } evidence } line
                && evidence.All(e => e?.File is not null)
                ? line
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

/// <summary>Where an answer stands. Items with the same group are alternatives; every group is needed once.</summary>
/// <param name="File">Path of the document in its source.</param>
public sealed record EvidenceLine(string File, int? Page, int? Para, string? Quote, int? Group)
{
    /// <summary>Name of the collection the document is in; it tells documents of the same path apart.</summary>
    public string? Collection { get; init; }
}

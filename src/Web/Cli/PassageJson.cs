using System.Text.Json.Serialization;
using RagDocs.Retrieval;

namespace RagDocs.Web.Cli;

/// <summary>A passage as `search`, `ask` and `eval` print it.</summary>
/// <param name="Para">Paragraph counted from 1, when the passage is a single one.</param>
internal sealed record PassageJson(string File, int? Page, int? Para, string Text, string Title, string HeadingPath, double Score)
{
    /// <summary>Cells of a sheet, for example "Budget!A2:F40".</summary>
    public string? Cells { get; init; }

    /// <summary>Of `search`: other names for what was asked that were searched for, too; the same for all passages of a search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SearchExpansion>? AlsoSearched { get; init; }

    public static PassageJson Of(Passage passage) => new(
        passage.Path, passage.Place.Page, SingleParagraph(passage), passage.Text, passage.Title, passage.HeadingPath, passage.Score) { Cells = passage.Place.Cells };

    private static int? SingleParagraph(Passage passage) =>
        passage.Text.Contains("\n\n", StringComparison.Ordinal) ? null : passage.Place.Paragraph;
}

using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Sources;

/// <summary>A sentence, a list item or a table row of a passage.</summary>
internal sealed class SourceUnit(CheckedPassage passage, int start, int length, IReadOnlyList<CheckToken> tokens)
{
    private IReadOnlyList<Marker>? _markers;

    public CheckedPassage Passage { get; } = passage;

    public int Start { get; } = start;

    public int Length { get; } = length;

    public IReadOnlyList<CheckToken> Tokens { get; } = tokens;

    /// <summary>Stems of its words.</summary>
    public HashSet<string> Stems { get; } = [.. tokens.Where(t => t.Stem.Length > 0).Select(t => t.Stem)];

    /// <summary>For a row of a table: the table, and which row.</summary>
    public SourceTable? Table { get; init; }

    public int Row { get; init; }

    public IReadOnlyList<Marker> Markers => _markers ??= Words.Markers.In(Tokens, Passage.Language);

    /// <summary>Verbatim.</summary>
    public string Quote => Passage.Text.Substring(Start, Length);
}

namespace RagDocs.Generation.Extractive;

internal enum CandidateShape
{
    Sentence,
    Row,
    Item,
    List,
}

/// <summary>A stretch of a passage that could stand in an answer.</summary>
internal sealed record Candidate
{
    /// <summary>Index into the passages offered.</summary>
    public required int Passage { get; init; }

    public required CandidateShape Shape { get; init; }

    /// <summary>Offset in the passage's text.</summary>
    public required int Start { get; init; }

    /// <summary>Verbatim from the passage.</summary>
    public required string Quote { get; init; }

    public int End => Start + Quote.Length;

    /// <summary>As it reads in an answer; may hold line breaks with "- ".</summary>
    public required string Text { get; init; }

    /// <summary>What it leans on without showing it: the sentence before, the lead-in of a list, a table's header.</summary>
    public string Context { get; init; } = "";

    /// <summary>Of a table row whose columns are known, its cells with their headers; else empty.</summary>
    public IReadOnlyList<(string Header, string Value)> Cells { get; init; } = [];

    /// <summary>A row of a table of figures.</summary>
    public bool IsFigures { get; init; }

    /// <summary>Of a row of figures, what its passage says they are counted in ("in thousands"); else empty.</summary>
    public string Units { get; init; } = "";

    /// <summary>The sentence before in the same paragraph.</summary>
    public Candidate? Previous { get; init; }

    /// <summary>Cannot be read without <see cref="Previous"/>: "It must…", "However…".</summary>
    public bool Dangling { get; init; }
}

using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Warnings;

/// <summary>One figure of a sentence or a table cell, and what it is said of.</summary>
internal sealed record Claim
{
    public required SourceUnit Unit { get; init; }

    public required Figure Figure { get; init; }

    /// <summary>What it counts or measures; empty when the text does not say.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The figure with its unit, as written.</summary>
    public required string Says { get; init; }

    /// <summary>The telling words it is said with: of the sentence, or of the cell's row and column.</summary>
    public required IReadOnlyList<CheckToken> Words { get; init; }

    /// <summary>The other figures of the sentence, or of the cell's row and column names.</summary>
    public required IReadOnlyList<Figure> Others { get; init; }

    /// <summary>Which token of a sentence the figure is; null in a table. What turns a sentence is only looked for when it matters.</summary>
    public int? At { get; init; }

    /// <summary>At least, at most or about; null when it is said without.</summary>
    public MarkerMeaning? Bound => At is { } at
        ? Unit.Markers.FirstOrDefault(m => m.Group == MarkerGroup.Bound && m.Scope.Contains(at) && !ClaimWords.IsCarriedOver(Unit.Tokens, m))?.Meaning
        : null;

    /// <summary>The sentence turns what it says: not, never.</summary>
    public bool Negated => At is not null && Unit.Markers.Any(m => m.Group == MarkerGroup.Negation && !ClaimWords.IsBoundPhrase(Unit.Tokens, m, Unit.Passage.Language));

    /// <summary>It holds under a condition: if, unless, except.</summary>
    public bool Conditional { get; init; }

    public IReadOnlyList<string> Stems => _stems ??= [.. Words.Select(w => w.Stem)];

    private IReadOnlyList<string>? _stems;
}

using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval;

/// <summary>A question to the index. The scope is not optional: a search always carries the asker's readable collections.</summary>
/// <param name="Text">
/// The question as asked. "Words in quotation marks" must stand so in every passage and a star stands for the rest of a word (vacat*); there is
/// no other syntax, and nothing that can be wrong.
/// </param>
/// <param name="Scope">Collections the asker may read.</param>
/// <param name="Top">Number of passages wanted.</param>
public sealed record SearchQuery(string Text, SearchScope Scope, int Top = 10)
{
    /// <summary>Weights for this search alone, to try them; null for the ones that are set.</summary>
    public RetrievalOptions? Trial { get; init; }
}

/// <summary>Ranked passages, best first, and what finding them took.</summary>
/// <param name="Passages">At most <see cref="SearchQuery.Top"/> passages.</param>
/// <param name="Searched">Number of chunks the asker may read, among which was searched.</param>
/// <param name="Elapsed">Time from the call to the ranked list.</param>
public sealed record SearchResult(IReadOnlyList<Passage> Passages, int Searched, TimeSpan Elapsed)
{
    /// <summary>True when the model that the index was made with is not there, or gave no vector in time, so that only keywords were searched; the stages say why.</summary>
    public bool KeywordsOnly { get; init; }

    /// <summary>Other names that documents have for what was asked, and that were searched for, too.</summary>
    public IReadOnlyList<SearchExpansion> AlsoSearched { get; init; } = [];

    /// <summary>The stages in the order in which they ran.</summary>
    public IReadOnlyList<SearchStage> Stages { get; init; } = [];
}

using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// Searches several parts as if they were one: statistics are those of all, and what one part found raises the bar for the next.
/// </summary>
internal static class KeywordSearch
{
    /// <summary>Terms that a prefix stands for at most: the most frequent of those that come first in each part.</summary>
    public const int MostExpansions = 64;

    /// <summary>Terms that are looked at in each part to choose them from.</summary>
    private const int MostLookedAt = 1024;

    /// <returns>Best first; equal scores in the order of parts and units.</returns>
    /// <exception cref="DamagedIndexException">A part cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Between two parts.</exception>
    public static IReadOnlyList<FoundUnit> Search(
        IReadOnlyList<SearchedPart> parts, KeywordQuery query, Bm25Options options, int most, CancellationToken cancellationToken)
    {
        using var pinned = new PinnedParts(parts);
        var terms = query.Terms.Select(term => FoundTerm.Of(term, pinned.Parts)).ToList();
        return Search(parts, terms, query.Phrases, options, most, CorpusStatistics.Of(pinned.Parts), cancellationToken);
    }

    /// <inheritdoc cref="Search(IReadOnlyList{SearchedPart}, KeywordQuery, Bm25Options, int, CancellationToken)"/>
    /// <param name="parts">Pinned.</param>
    /// <param name="terms">Looked up in these parts.</param>
    /// <param name="phrases">A unit must hold each of them.</param>
    /// <param name="statistics">Of all parts.</param>
    public static IReadOnlyList<FoundUnit> Search(
        IReadOnlyList<SearchedPart> parts, IReadOnlyList<FoundTerm> terms, IReadOnlyList<QueryPhrase> phrases, Bm25Options options, int most,
        CorpusStatistics statistics, CancellationToken cancellationToken)
    {
        var scored = ScoredTerm.Of(terms, options, statistics);
        var norms = FieldNorm.Of(options, statistics);
        var top = new TopUnits(most);
        for (var number = 0; number < parts.Count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Search(parts[number], scored, phrases, norms, top, number);
        }

        return top.Ranked();
    }

    /// <summary>The units that hold all of the phrases.</summary>
    /// <exception cref="DamagedIndexException">The part cannot be read.</exception>
    public static AllowedUnits Restrict(KeywordPart part, IReadOnlyList<QueryPhrase> phrases, AllowedUnits allowed)
    {
        using var pin = part.Pin();
        try
        {
            return phrases.Aggregate(allowed, (units, phrase) => PhraseMatcher.Restrict(part, phrase, units));
        }
        catch (Exception e) when (PartSections.ShowsDamage(e))
        {
            throw part.Damaged(e);
        }
    }

    /// <summary>The terms that a prefix stands for in these parts, the most frequent first.</summary>
    public static IReadOnlyList<byte[]> Expand(IEnumerable<KeywordPart> parts, byte[] prefix) =>
        [.. parts.SelectMany(part => part.StartingWith(prefix, MostLookedAt))
            .GroupBy(found => Convert.ToHexString(found.Term), StringComparer.Ordinal)
            .OrderByDescending(same => same.Sum(found => (long)found.DocumentFrequency)).ThenBy(same => same.Key, StringComparer.Ordinal)
            .Take(MostExpansions)
            .Select(same => same.First().Term)];

    private static void Search(
        SearchedPart searched, IReadOnlyList<ScoredTerm> terms, IReadOnlyList<QueryPhrase> phrases, FieldNorm[] norms, TopUnits top, int number)
    {
        var part = searched.Part;
        try
        {
            var allowed = searched.Allowed;
            foreach (var phrase in phrases) allowed = PhraseMatcher.Restrict(part, phrase, allowed);
            if (allowed is { Count: 0 }) return;
            var lists = terms.Select(term => term.ListIn(part, number, norms)).OfType<ScoredList>().ToArray();
            if (lists.Length > 0) new WindowedMaxScore(lists, allowed, top, number).Run(part.Units);
        }
        catch (Exception e) when (PartSections.ShowsDamage(e))
        {
            throw part.Damaged(e);
        }
    }
}

/// <param name="Allowed">Units that may be found; null for all.</param>
internal readonly record struct SearchedPart(KeywordPart Part, AllowedUnits? Allowed);

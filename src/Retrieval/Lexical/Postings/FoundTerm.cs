using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>A term of a query, looked up.</summary>
/// <param name="InParts">For each part the entries of its variants there, prefixes replaced by the terms they stand for. None for a phrase.</param>
/// <param name="Frequency">Units that hold it, in all parts together; of a phrase those that hold its rarest word.</param>
internal sealed record FoundTerm(QueryTerm Term, TermEntry[][] InParts, long Frequency)
{
    /// <summary>The parts must be pinned.</summary>
    /// <exception cref="DamagedIndexException">A part's dictionary cannot be read.</exception>
    public static FoundTerm Of(QueryTerm term, IReadOnlyList<KeywordPart> parts)
    {
        if (term.Phrase is { Words: var words }) return new FoundTerm(term, [], words.Min(word => FrequencyOf(Find(word.Variants, parts))));
        var found = Find(term.IsPrefix ? Expanded(term, parts) : term.Variants, parts);
        return new FoundTerm(term, found, FrequencyOf(found));
    }

    private static TermEntry[][] Find(IReadOnlyList<byte[]> variants, IReadOnlyList<KeywordPart> parts)
    {
        var found = new TermEntry[parts.Count][];
        Span<TermEntry> entries = new TermEntry[variants.Count];
        for (var part = 0; part < found.Length; part++)
        {
            var count = 0;
            foreach (var variant in variants)
            {
                if (parts[part].Find(variant) is { } entry) entries[count++] = entry;
            }

            found[part] = entries[..count].ToArray();
        }

        return found;
    }

    // The variants of a term seldom meet in one unit; counting each by itself spares reading the postings.
    private static long FrequencyOf(TermEntry[][] inParts) => inParts.Sum(entries => entries.Sum(entry => (long)entry.DocumentFrequency));

    private static IReadOnlyList<byte[]> Expanded(QueryTerm term, IReadOnlyList<KeywordPart> parts)
    {
        var expanded = term.Variants.SelectMany(prefix => KeywordSearch.Expand(parts, prefix));
        return [.. expanded.Concat(term.Whole).DistinctBy(variant => new TermKey(variant))];
    }
}

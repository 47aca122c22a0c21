using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Scope;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval.Segments;

/// <summary>One question to all segments: by words, by meaning, and by what whole documents are about.</summary>
internal static class SegmentSearch
{
    /// <exception cref="DamagedIndexException">A segment cannot be read.</exception>
    public static async Task<ChunkRankings> SearchAsync(SegmentSet set, ChunkQuery query, RetrievalOptions options, CancellationToken cancellationToken)
    {
        var allowed = set.Views.Select(view => view.In(query.Scope)).ToList();
        var searched = allowed.Sum(a => a.Chunks.Count);
        var words = QuestionAnalyzer.TellingWords(query.Text, set.Languages);
        if (searched == 0) return new ChunkRankings([], [], 0);
        var byKeyword = words.Count == 0 ? [] : ByKeyword(set, allowed, words, query.Top, options, cancellationToken);
        var byMeaning = query.Vector.Length == set.Dimensions && set.Dimensions > 0 ? await ByMeaningAsync(set, allowed, query, cancellationToken) : [];
        return new ChunkRankings(byKeyword, byMeaning, searched) { Documents = words.Count == 0 ? DocumentRankings.None : Documents(set, allowed, words, cancellationToken) };
    }

    private static IReadOnlyList<RankedChunk> ByKeyword(
        SegmentSet set, List<Allowed> allowed, IReadOnlyList<QuestionWord> words, int top, RetrievalOptions options, CancellationToken cancellationToken)
    {
        var parts = set.Views.Zip(allowed, (view, a) => new SearchedPart(view.Segment.ChunkWords, a.Chunks)).ToList();
        var found = KeywordSearch.Search(parts, QuestionTerms.Of(words), Bm25(options), top, cancellationToken);
        return [.. found.Select(unit => new RankedChunk(set.Views[unit.Part].Segment.Documents.Chunk(unit.Unit), unit.Score))];
    }

    private static async Task<IReadOnlyList<RankedChunk>> ByMeaningAsync(SegmentSet set, List<Allowed> allowed, ChunkQuery query, CancellationToken cancellationToken)
    {
        var parts = set.Views.Zip(allowed, (view, a) => new VectorScope(view.Segment.Vectors!, a.Chunks)).ToList();
        var found = await VectorSearch.SearchAsync(parts, query.Vector, query.Top, cancellationToken);
        // Zero is a chunk without a vector, or one of unknown words only.
        return [.. found.Where(match => match.Score != 0).Select(match => new RankedChunk(set.Views[match.Part].Segment.Documents.Chunk(match.Unit), match.Score))];
    }

    private static DocumentRankings Documents(SegmentSet set, List<Allowed> allowed, IReadOnlyList<QuestionWord> words, CancellationToken cancellationToken)
    {
        var parts = set.Views.Zip(allowed, (view, a) => new SearchedPart(view.Segment.DocumentWords, a.Documents)).ToList();
        return DocumentSearch.Search(parts, words, unit => set.Views[unit.Part].Segment.Documents.Id(unit.Unit), cancellationToken);
    }

    private static Bm25Options Bm25(RetrievalOptions options) => new(
        options.Bm25K1,
        [new FieldOptions(options.TextWeight, options.Bm25B), new FieldOptions(options.HeadingWeight, options.Bm25B), new FieldOptions(options.TitleWeight, options.Bm25B)]);
}

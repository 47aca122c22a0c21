using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Lexical.Synonyms;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval.Segments;

/// <summary>Makes one segment of neighbouring ones: nothing is analysed or quantised again, what is hidden is left out.</summary>
internal static class SegmentMerger
{
    /// <param name="views">From old to new.</param>
    /// <param name="oldest">True when no segment is older than these: then nothing is left that removed documents have to hide.</param>
    /// <param name="open">Gives the stream for a part by its ending, see <see cref="SegmentFiles"/>; seekable and empty.</param>
    /// <returns>False when nothing is left; then nothing was written.</returns>
    /// <exception cref="DamagedIndexException">A segment is not as it was written.</exception>
    public static bool Merge(IReadOnlyList<SegmentView> views, bool oldest, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        var kept = views.Select(view => Kept(view, oldest)).ToList();
        if (kept.TrueForAll(k => k.Documents.Count == 0)) return false;
        using (var documents = open(SegmentFiles.Documents)) Table(views, kept).WriteTo(documents);
        using (var words = open(SegmentFiles.ChunkWords))
        {
            KeywordPartMerger.Merge([.. views.Zip(kept, (v, k) => new LivingPart(v.Segment.ChunkWords, k.Chunks))], words, cancellationToken);
        }

        using (var words = open(SegmentFiles.DocumentWords))
        {
            KeywordPartMerger.Merge([.. views.Zip(kept, (v, k) => new LivingPart(v.Segment.DocumentWords, k.Documents))], words, cancellationToken);
        }

        if (views[0].Segment.Vectors is null) return true;
        using var vectors = open(SegmentFiles.Vectors);
        VectorPartWriter.Merge([.. views.Zip(kept, (v, k) => new VectorScope(v.Segment.Vectors!, k.Chunks))], vectors, cancellationToken);
        return true;
    }

    /// <returns>Null when nothing is left.</returns>
    public static Segment? InMemory(IReadOnlyList<SegmentView> views, bool oldest, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        if (!Merge(views, oldest, ending => parts[ending] = new MemoryStream(), cancellationToken)) return null;
        const string name = "in memory";
        return new Segment(
            null, SegmentDocuments.Read(parts[SegmentFiles.Documents].ToArray(), name), KeywordPart.Open(parts[SegmentFiles.ChunkWords].ToArray(), name),
            KeywordPart.Open(parts[SegmentFiles.DocumentWords].ToArray(), name),
            parts.TryGetValue(SegmentFiles.Vectors, out var vectors) ? VectorPart.Open(vectors.ToArray(), name) : null);
    }

    private static Allowed Kept(SegmentView view, bool oldest)
    {
        var documents = view.Segment.Documents;
        var kept = Enumerable.Range(0, documents.Count).Where(i => !view.IsHidden(i) && (!oldest || documents.UnitsOf(i).Length > 0)).ToList();
        return new Allowed(
            new AllowedUnits(UnitRange.Joined(kept.Select(documents.UnitsOf)), documents.Units),
            new AllowedUnits(UnitRange.Joined(kept.Select(i => new UnitRange(i, i + 1))), documents.Count));
    }

    private static SegmentDocuments Table(IReadOnlyList<SegmentView> views, List<Allowed> kept)
    {
        var (ids, collections, firstUnits, chunks) = (new List<long>(), new List<long>(), new List<int> { 0 }, new List<long>());
        var languages = default(Lexical.Analysis.LanguageSet);
        var abbreviations = new AbbreviationCollector();
        for (var v = 0; v < views.Count; v++)
        {
            var documents = views[v].Segment.Documents;
            languages = languages.With(documents.Languages);
            var numbers = new Dictionary<int, int>();
            foreach (var document in kept[v].Documents.Ranges.SelectMany(range => Enumerable.Range(range.Start, range.Length)))
            {
                numbers[document] = ids.Count;
                ids.Add(documents.Id(document));
                collections.Add(documents.Collection(document));
                chunks.AddRange(documents.Chunks(document));
                firstUnits.Add(chunks.Count);
            }

            foreach (var term in documents.Abbreviations.Terms)
            {
                foreach (var document in term.Documents.Where(numbers.ContainsKey)) abbreviations.Add(numbers[document], term);
            }
        }

        return new SegmentDocuments([.. ids], [.. collections], [.. firstUnits], [.. chunks], languages, abbreviations.Build());
    }
}

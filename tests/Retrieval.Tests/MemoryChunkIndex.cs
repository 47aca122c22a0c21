using System.Numerics.Tensors;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Scope;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Tests;

/// <summary>A chunk index made once of a few documents, held in memory, comparing every vector. It knows whole documents.</summary>
internal sealed class MemoryChunkIndex : IChunkIndex
{
    private const int TextField = 0;
    private const int HeadingField = 1;
    private const int TitleField = 2;

    /// <summary>Of a chunk, in a document's words: a long document is not to be all words of the language.</summary>
    private const int MostCharacters = 2500;

    private readonly IReadOnlyList<IndexedDocument> _documents;
    private readonly List<(IndexedDocument Document, IndexedChunk Chunk)> _chunks;
    private readonly Bm25Options _bm25;
    private readonly KeywordPart _chunkPart;
    private readonly KeywordPart _documentPart;
    private LanguageSet _languages;

    public MemoryChunkIndex(IReadOnlyList<IndexedDocument> documents, RetrievalOptions options)
    {
        _documents = documents;
        _chunks = [.. documents.SelectMany(d => d.Chunks.Select(c => (d, c)))];
        _bm25 = new Bm25Options(
            0.9, [new FieldOptions(options.TextWeight, 0.4), new FieldOptions(options.HeadingWeight, 0.4), new FieldOptions(options.TitleWeight, 0.4)]);
        var (chunks, whole) = (new KeywordPartBuilder(3, positions: false), new KeywordPartBuilder(DocumentSearch.Fields, positions: false));
        foreach (var document in documents) Add(document, chunks, whole);
        _chunkPart = KeywordPart.Open(chunks.ToArray(), "chunks");
        _documentPart = KeywordPart.Open(whole.ToArray(), "documents");
    }

    public Task FollowAsync(ActiveGeneration generation, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ChunkRankings> SearchAsync(ActiveGeneration generation, ChunkQuery query, CancellationToken cancellationToken)
    {
        var words = QuestionAnalyzer.TellingWords(query.Text, _languages);
        var allowed = Allowed(_chunks.Select(c => query.Scope.Allows(c.Document.CollectionId)));
        var byKeyword = words.Count == 0 || allowed.Count == 0 ? [] : KeywordSearch.Search(
            [new SearchedPart(_chunkPart, allowed)], QuestionTerms.Of(words), _bm25, query.Top, cancellationToken);
        var byMeaning = query.Vector.IsEmpty ? [] : _chunks.Where(c => query.Scope.Allows(c.Document.CollectionId) && c.Chunk.Vector.Length == query.Vector.Length)
            .Select(c => new RankedChunk(c.Chunk.Id, TensorPrimitives.Dot(c.Chunk.Vector.Span, query.Vector.Span)))
            .OrderByDescending(c => c.Score).ThenBy(c => c.ChunkId).Take(query.Top).ToList();
        var documents = Allowed(_documents.Select(d => query.Scope.Allows(d.CollectionId)));
        return Task.FromResult(new ChunkRankings(
            [.. byKeyword.Select(unit => new RankedChunk(_chunks[unit.Unit].Chunk.Id, unit.Score))], byMeaning, allowed.Count)
        {
            Documents = documents.Count == 0 ? DocumentRankings.None
                : DocumentSearch.Search([new SearchedPart(_documentPart, documents)], words, unit => _documents[unit.Unit].Id, cancellationToken),
        });
    }

    private void Add(IndexedDocument document, KeywordPartBuilder chunks, KeywordPartBuilder whole)
    {
        var analyzer = new Analyzer();
        _languages = _languages.With(analyzer.Begin([.. document.Chunks.Select(c => c.Text)]));
        foreach (var chunk in document.Chunks)
        {
            Add(chunks, TextField, analyzer, chunk.Text);
            Add(chunks, HeadingField, analyzer, chunk.HeadingPath);
            Add(chunks, TitleField, analyzer, document.Title);
            chunks.EndUnit();
        }

        Add(whole, DocumentSearch.TextField, analyzer, string.Join('\n', document.Chunks.Select(c => $"{c.HeadingPath}\n{c.Text[..Math.Min(MostCharacters, c.Text.Length)]}")));
        Add(whole, DocumentSearch.NameField, analyzer, DocumentName.Of(document.Path, document.Title));
        whole.EndUnit();
    }

    private static void Add(KeywordPartBuilder part, int field, Analyzer analyzer, string text)
    {
        var sink = new PartSink(part, field);
        analyzer.Analyze(text, 0, ref sink);
    }

    private static AllowedUnits Allowed(IEnumerable<bool> units)
    {
        var all = units.ToList();
        return new AllowedUnits([.. Enumerable.Range(0, all.Count).Where(i => all[i]).Select(i => new UnitRange(i, i + 1))], all.Count);
    }

    private readonly struct PartSink(KeywordPartBuilder part, int field) : ITermSink
    {
        public void Add(scoped IndexTerm term) => part.Add(field, term.Bytes, term.Position);
    }
}

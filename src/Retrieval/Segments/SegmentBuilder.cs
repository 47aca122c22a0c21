using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Lexical.Synonyms;
using RagDocs.Retrieval.Scope;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval.Segments;

/// <summary>Collects documents, each once, and makes a segment of them in memory.</summary>
/// <param name="dimensions">Of the generation's vectors; 0 for none.</param>
internal sealed class SegmentBuilder(int dimensions)
{
    private readonly Analyzer _analyzer = new();
    private readonly KeywordPartBuilder _chunkWords = new(ChunkFields.Count, positions: true);
    private readonly KeywordPartBuilder _documentWords = new(DocumentSearch.Fields, positions: false);
    private readonly List<long> _documents = [];
    private readonly List<long> _collections = [];
    private readonly List<int> _firstUnits = [0];
    private readonly List<long> _chunks = [];
    private readonly List<ReadOnlyMemory<float>> _vectors = [];
    private readonly AbbreviationCollector _abbreviations = new();
    private LanguageSet _languages;

    public int Units => _chunks.Count;

    public int Documents => _documents.Count;

    public void Add(IndexedDocument document)
    {
        if (document.Chunks.Count > 0) _languages = _languages.With(_analyzer.Begin([.. document.Chunks.Select(c => c.Text)]));
        foreach (var chunk in document.Chunks)
        {
            AddWords(document, chunk);
            _chunks.Add(chunk.Id);
            // A chunk without a vector is as far from every question as can be.
            if (dimensions > 0) _vectors.Add(chunk.Vector.Length == dimensions ? chunk.Vector : new float[dimensions]);
        }

        AddNames(document);
        if (document.Chunks.Count > 0) _abbreviations.Add(_documents.Count, Texts(document), _analyzer);
        _documents.Add(document.Id);
        _collections.Add(document.CollectionId);
        _firstUnits.Add(_chunks.Count);
    }

    public Segment Build()
    {
        var documents = new SegmentDocuments([.. _documents], [.. _collections], [.. _firstUnits], [.. _chunks], _languages, _abbreviations.Build());
        return new Segment(
            null, documents, KeywordPart.Open(_chunkWords.ToArray(), "in memory"), KeywordPart.Open(_documentWords.ToArray(), "in memory"),
            dimensions == 0 ? null : VectorPart.Open(VectorPartWriter.Build(_vectors, dimensions), "in memory"));
    }

    /// <summary>Where abbreviations may be defined; headings that are those of the chunk before, once.</summary>
    private static IEnumerable<string> Texts(IndexedDocument document)
    {
        yield return document.Title;
        var headings = "";
        foreach (var chunk in document.Chunks)
        {
            if (chunk.HeadingPath != headings) yield return headings = chunk.HeadingPath;
            yield return chunk.Text;
        }
    }

    private void AddWords(IndexedDocument document, IndexedChunk chunk)
    {
        var words = new WordSink(_chunkWords, ChunkFields.Text, _documentWords);
        _analyzer.Analyze(chunk.Text, 0, ref words);
        words = new WordSink(_chunkWords, ChunkFields.Headings, _documentWords);
        _analyzer.Analyze(chunk.HeadingPath, 0, ref words);
        words = new WordSink(_chunkWords, ChunkFields.Title, null);
        _analyzer.Analyze(document.Title, 0, ref words);
        _chunkWords.EndUnit();
    }

    private void AddNames(IndexedDocument document)
    {
        var words = new WordSink(_documentWords, DocumentSearch.NameField, null);
        _analyzer.Analyze(DocumentName.Of(document.Path, document.Title), 0, ref words);
        _documentWords.EndUnit();
    }

    /// <summary>Analysed once, a chunk's words count for the chunk and for its document.</summary>
    private readonly struct WordSink(KeywordPartBuilder builder, int field, KeywordPartBuilder? document) : ITermSink
    {
        public void Add(scoped IndexTerm term)
        {
            builder.Add(field, term.Bytes, term.Position);
            document?.Add(DocumentSearch.TextField, term.Bytes, 0);
        }
    }
}

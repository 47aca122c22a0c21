using System.Text;
using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>Collects the abbreviations of the documents of a segment that is being made, or merged.</summary>
internal sealed class AbbreviationCollector
{
    /// <summary>Bounds what a document made for it can add.</summary>
    private const int MostOfDocument = 500;

    private const int MostWords = 16;

    private readonly Dictionary<(string Short, string LongTerms), (DefinedTerm Term, List<int> Documents)> _terms = [];
    private readonly HashSet<Abbreviation> _found = [];

    /// <param name="document">Its number; documents come in ascending order.</param>
    /// <param name="analyzer">Set to the document's language.</param>
    public void Add(int document, IEnumerable<string> texts, Analyzer analyzer)
    {
        _found.Clear();
        foreach (var text in texts) AbbreviationFinder.Find(text, abbreviation => _found.Add(abbreviation));
        foreach (var abbreviation in _found.Take(MostOfDocument))
        {
            var term = new DefinedTerm(abbreviation, Terms(abbreviation.Short, analyzer), Terms(abbreviation.Long, analyzer), []);
            if (term.ShortTerms.Count > 0 && term.LongTerms.Count is > 0 and <= MostWords) Add(document, term);
        }
    }

    /// <summary>What an earlier segment knows.</summary>
    public void Add(int document, DefinedTerm term)
    {
        // "Contracting Officer" and "contracting officers" are one.
        var key = (term.Forms.Short, string.Join(' ', term.LongTerms.Select(t => Encoding.UTF8.GetString(t.Bytes.Span))));
        if (!_terms.TryGetValue(key, out var known)) _terms[key] = known = (term, []);
        if (known.Documents.Count == 0 || known.Documents[^1] != document) known.Documents.Add(document);
    }

    public AbbreviationTable Build() =>
        _terms.Count == 0 ? AbbreviationTable.Empty : new AbbreviationTable([.. _terms.Values.Select(known => known.Term with { Documents = [.. known.Documents.Order()] })]);

    private static List<TermKey> Terms(string form, Analyzer analyzer)
    {
        var words = new Words([]);
        analyzer.Analyze(form, 0, ref words);
        return words.Terms;
    }

    private readonly struct Words(List<TermKey> terms) : ITermSink
    {
        public List<TermKey> Terms => terms;

        public void Add(scoped IndexTerm term)
        {
            if (term.Kind == TermKind.Word) terms.Add(new TermKey(term.Bytes.ToArray()));
        }
    }
}

using System.Runtime.InteropServices;
using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Lexical;

/// <summary>
/// What a question has in quotation marks must stand so in a passage: the same words in the same order, whatever their case, accents and the
/// space between them. An index finds such passages by stems or not at all, so their text is looked at.
/// </summary>
internal sealed class ExactWords
{
    private readonly Lazy<Analyzer> _analyzer = new(() => new Analyzer());
    private readonly List<List<ulong>> _quoted;

    public ExactWords(string question) =>
        _quoted = [.. QuotedWords.In(question).Select(range => WordsOf(range.Of(question).ToString())).Where(words => words.Count > 0)];

    /// <summary>The question has none.</summary>
    public bool IsEmpty => _quoted.Count == 0;

    /// <summary>Whether each of the quoted stretches stands in one of the texts.</summary>
    public bool StandIn(params ReadOnlySpan<string> texts)
    {
        if (IsEmpty) return true;
        var missing = new List<List<ulong>>(_quoted);
        foreach (var text in texts)
        {
            if (text.Length == 0) continue;
            var words = WordsOf(text);
            missing.RemoveAll(quoted => Contains(words, quoted));
            if (missing.Count == 0) return true;
        }

        return false;
    }

    private static bool Contains(List<ulong> words, List<ulong> quoted) =>
        CollectionsMarshal.AsSpan(words).IndexOf(CollectionsMarshal.AsSpan(quoted)) >= 0;

    private List<ulong> WordsOf(string text)
    {
        var words = new Words([]);
        _analyzer.Value.Analyze(text, 0, ref words);
        return words.Hashes;
    }

    private readonly struct Words(List<ulong> hashes) : ITermSink
    {
        public List<ulong> Hashes => hashes;

        // FNV-1a; what two words share by chance is one passage in very many.
        public void Add(scoped IndexTerm term)
        {
            if (term.Kind != TermKind.Word) return;
            var hash = 14695981039346656037;
            foreach (var c in term.Word) hash = (hash ^ c) * 1099511628211;
            hashes.Add(hash);
        }
    }
}

using System.Text;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>Learns the words of a document that may be parts of its compounds: in German, what is written with a capital and no stop word.</summary>
internal readonly ref struct LearntNouns(ReadOnlySpan<char> text, CompoundParts parts, Language language) : ITermSink
{
    private const int Shortest = 4;
    private const int ShortestDutch = 5;
    private const int Longest = 16;

    private readonly ReadOnlySpan<char> _text = text;

    public void Add(scoped IndexTerm term)
    {
        if (term.Kind != TermKind.Word || term.Word.Length < (language == Language.Dutch ? ShortestDutch : Shortest) || term.Word.Length > Longest) return;
        if (!char.IsLetter(term.Word[0]) || StopWords.Contains(language, term.Word)) return;
        if (language == Language.German && !char.IsUpper(_text[term.Start])) return;
        Span<char> stem = stackalloc char[IndexTerm.MostBytes];
        parts.Learn(stem[..Encoding.UTF8.GetChars(term.Bytes, stem)]);
    }
}

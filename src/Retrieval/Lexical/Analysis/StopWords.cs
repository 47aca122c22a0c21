using System.Collections.Frozen;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// Words that say how something is asked rather than what about, one list a language. They are indexed (phrases need them) and left out of
/// questions. Also what the language of a text is told by.
/// </summary>
internal static class StopWords
{
    private static readonly string[] Codes = ["en", "de", "fr", "es", "it", "pt", "nl", "ru"];

    private static readonly FrozenSet<string>[] Lists = [.. Codes.Select(code => List($"stop-{code}.txt"))];

    private static readonly FrozenSet<string> Pairs = List("stop-pairs.txt");

    /// <summary>The languages that have a list.</summary>
    public static int Languages => Lists.Length;

    /// <summary>Whether a folded word is on the language's list; pairs of characters belong to every language.</summary>
    public static bool Contains(Language language, ReadOnlySpan<char> folded)
    {
        if (folded.Length > 0 && folded[0] > '\u2e80') return Pairs.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded);
        return (int)language < Lists.Length && Lists[(int)language].GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded);
    }

    /// <summary>The list itself, folded.</summary>
    public static IReadOnlyCollection<string> Of(Language language) => Lists[(int)language];

    private static FrozenSet<string> List(string file) => WordList.Read(file).Select(WordList.Fold).ToFrozenSet(StringComparer.Ordinal);
}

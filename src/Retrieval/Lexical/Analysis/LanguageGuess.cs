using System.Text;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// The language of a document, from its beginning: the script first, then which language's stop words it uses (as in G. Grefenstette, Comparing
/// two language identification schemes, JADT 1995). A word of several languages counts for each of them in part. English when it is not clear.
/// </summary>
internal static class LanguageGuess
{
    /// <summary>Characters that are looked at.</summary>
    public const int Sample = 4_000;

    /// <summary>Stop words are a third to a half of running text; other languages of the same script stay below this share.</summary>
    private const double LeastShare = 0.12;

    private const double LeastLead = 1.15;

    /// <summary>Of a document in several texts.</summary>
    public static Language Of(IReadOnlyList<string> texts)
    {
        if (texts is [{ Length: >= Sample } first, ..]) return Of(first);
        var sample = new StringBuilder(Sample);
        for (var i = 0; i < texts.Count && sample.Length < Sample; i++)
        {
            sample.Append(texts[i].AsSpan(0, Math.Min(texts[i].Length, Sample - sample.Length))).Append('\n');
        }

        return Of(sample.ToString());
    }

    public static Language Of(ReadOnlySpan<char> text)
    {
        if (text.Length > Sample) text = text[..Sample];
        var counts = ScriptCounts.Of(text);
        if (counts.Language is { } byScript) return byScript;

        var votes = new StopWordVotes();
        new Analyzer().Analyze(text, 0, ref votes);
        return votes.Best(LeastShare, LeastLead);
    }
}

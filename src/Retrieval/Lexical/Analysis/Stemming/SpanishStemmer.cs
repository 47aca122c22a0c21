namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// Light Spanish stemmer: number and gender of nouns and adjectives, adverbs. In the manner of J. Savoy (Report on CLEF-2001 experiments), with
/// rules of our own for words without accents.
/// </summary>
internal static class SpanishStemmer
{
    private static readonly SuffixRules Adverbs = new("amente/4 mente/4");

    private static readonly SuffixRules Endings = new("eces>ez/1 ices>iz/1 oces>oz/1 uces>uz/1 aces>az/1 os/3 as/3 es/3 o/3 a/3 e/3");

    public static int Stem(Span<char> word, int length)
    {
        length = Adverbs.Apply(word, length);
        return Endings.Apply(word, length);
    }
}

namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// Light Italian stemmer: number and gender of nouns and adjectives, adverbs. In the manner of J. Savoy (Report on CLEF-2001 experiments), with
/// rules of our own for words without accents.
/// </summary>
internal static class ItalianStemmer
{
    private static readonly SuffixRules Adverbs = new("amente/4 mente/4");

    private static readonly SuffixRules Endings = new("chi>c/2 che>c/2 ghi>g/2 ghe>g/2 ie/3 ii/3 ia/3 io/3 a/3 e/3 i/3 o/3");

    public static int Stem(Span<char> word, int length)
    {
        length = Adverbs.Apply(word, length);
        return Endings.Apply(word, length);
    }
}

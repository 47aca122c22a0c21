namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// Light Portuguese stemmer: number and gender of nouns and adjectives, adverbs. In the manner of J. Savoy (SAC 2006, as the German one), with
/// rules of our own for words without accents.
/// </summary>
internal static class PortugueseStemmer
{
    private static readonly SuffixRules Adverbs = new("amente/4 mente/4");

    private static readonly SuffixRules Plural = new("""
        oes>ao/1 aes>ao/1 aos>ao/1 ais>al/3 eis>el/3 ois>ol/3 uis>ul/3 ns>m/2 res>r/3 zes>z/2 ss>ss/0 s/3
        """);

    private static readonly SuffixRules Gender = new("a/3 e/3 o/3");

    public static int Stem(Span<char> word, int length)
    {
        length = Adverbs.Apply(word, length);
        length = Plural.Apply(word, length);
        return Gender.Apply(word, length);
    }
}

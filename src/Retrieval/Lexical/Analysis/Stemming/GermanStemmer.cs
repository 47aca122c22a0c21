namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// Light German stemmer: case and number of nouns and adjectives, feminine forms; neither verbs nor derivation. In the manner of the
/// light stemmers of J. Savoy (Light stemming approaches for the French, Portuguese, German and Hungarian languages, SAC 2006), with rules of
/// our own. Words come folded (ä as a), which also undoes the plural's vowel: Verträge and Vertrag meet.
/// </summary>
internal static class GermanStemmer
{
    private static readonly SuffixRules Feminine = new("erinnen>er/3 innen>in/4 erin>er/3");

    private static readonly SuffixRules Endings = new("""
        ern/3 eln>el/3 em/3 en/3 er/3 es/3 e/3 a/4
        bs>b/2 ds>d/2 fs>f/2 gs>g/2 hs>h/2 ks>k/2 ls>l/2 ms>m/2 ns>n/2 ps>p/3 rs>r/2 ts>t/2 os>o/3 ys>y/3
        """);

    // What is left of gender and case under a plural or a comparative: grosser(en), namen(s).
    private static readonly SuffixRules Inner = new("er/3 en/3 e/4");

    public static int Stem(Span<char> word, int length)
    {
        length = Feminine.Apply(word, length);
        var cut = Endings.Apply(word, length);
        return cut == length ? length : Inner.Apply(word, cut);
    }
}

namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// Light French stemmer: number, gender, the commonest endings of adverbs, of action nouns and of the -er verbs. In the manner of J. Savoy (A
/// stemming procedure and stopword list for general French corpora, JASIS 1999), with rules of our own for words without accents.
/// </summary>
internal static class FrenchStemmer
{
    private static readonly SuffixRules Plural = new("eaux>eau/1 aux>al/3 eux>eu/2 oux>ou/2 ss>ss/0 s/3");

    private static readonly SuffixRules Derived = new("""
        issement/3 ement/4 amment>ant/3 emment>ent/3 trice>teur/3 ive>if/3 euse>eu/3 ieme/3
        """);

    private static readonly SuffixRules Gender = new("ee/3 e/3");

    private static readonly SuffixRules Verbal = new("er/3 nn>n/2 ll>l/2 tt>t/2 ss>s/3");

    public static int Stem(Span<char> word, int length)
    {
        length = Plural.Apply(word, length);
        length = Derived.Apply(word, length);
        length = Gender.Apply(word, length);
        return Verbal.Apply(word, length);
    }
}

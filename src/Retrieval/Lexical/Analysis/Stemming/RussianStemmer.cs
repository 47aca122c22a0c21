namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// Light Russian stemmer: case, number and gender of nouns and adjectives; of verbs only the reflexive ending. In the manner of L. Dolamic and
/// J. Savoy (Indexing and searching strategies for the Russian language, JASIST 2009), with rules of our own. Used for every word in Cyrillic letters.
/// </summary>
internal static class RussianStemmer
{
    private static readonly SuffixRules Reflexive = new("ся/4 сь/4");

    private static readonly SuffixRules Endings = new("""
        иями/3 ями/3 ами/3 ыми/3 ими/3 его/3 ого/3 ему/3 ому/3 иях/3 иям/3 ием/3 ией/3 иею/3
        ях/3 ах/3 ям/3 ам/3 ом/3 ем/3 ов/3 ев/3 ей/3 ой/3 ый/3 ий/3 ая/3 яя/3 ое/3 ее/3 ые/3 ие/3 ых/3 их/3 ую/3 юю/3 ою/3 ею/3
        ия/3 ии/3 ию/3 ье/3 ья/3 ью/3 ым/3 им/3
        а/3 я/3 о/3 е/3 ы/3 и/3 у/3 ю/3 ь/3 й/3
        """);

    private static readonly SuffixRules Inner = new("нн>н/2 ь/3 и/3");

    public static int Stem(Span<char> word, int length)
    {
        length = Reflexive.Apply(word, length);
        length = Endings.Apply(word, length);
        return Inner.Apply(word, length);
    }
}

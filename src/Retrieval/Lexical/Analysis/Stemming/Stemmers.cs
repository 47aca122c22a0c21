namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>The stemmer of a folded word.</summary>
internal static class Stemmers
{
    /// <summary>A stemmer may put one letter more than it cut.</summary>
    public const int Room = 4;

    /// <summary>Cuts the ending in place; the word's new length, at least 1.</summary>
    public static int Stem(Language language, Span<char> word, int length)
    {
        if (length < 3) return length;
        if (word[0] is >= 'а' and <= 'ӿ') return RussianStemmer.Stem(word, length);
        if (word[0] is < 'a' or > 'z') return length;
        return language switch
        {
            Language.German => GermanStemmer.Stem(word, length),
            Language.French => FrenchStemmer.Stem(word, length),
            Language.Spanish => SpanishStemmer.Stem(word, length),
            Language.Italian => ItalianStemmer.Stem(word, length),
            Language.Portuguese => PortugueseStemmer.Stem(word, length),
            Language.Dutch => DutchStemmer.Stem(word, length),
            _ => EnglishStemmer.Stem(word, length),
        };
    }

    /// <summary>One language for all that treat every word alike.</summary>
    public static Language Family(Language language) => language is >= Language.German and <= Language.Dutch ? language : Language.English;
}

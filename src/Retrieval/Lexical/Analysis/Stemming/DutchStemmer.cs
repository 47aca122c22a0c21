namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// Light Dutch stemmer: number and case endings, diminutives, and the spelling changes they cause (manen, maan; huizen, huis; wetten, wet).
/// After W. Kraaij and R. Pohlmann (Porter's stemming algorithm for Dutch, 1994) and the Snowball project's Dutch stemmer, inflection only.
/// </summary>
internal static class DutchStemmer
{
    private static readonly SuffixRules Endings = new("""
        heden>heid/2 tjes/3 pjes>p/2 jes/3 tje/3 pje>p/2 je/3 eren/4 ens/3 en/3 es/3 e/3
        bs>b/3 ds>d/3 fs>f/3 gs>g/3 ks>k/3 ls>l/3 ms>m/3 ns>n/3 ps>p/3 rs>r/3 ts>t/3 as>a/3 os>o/3 ys>y/3
        """);

    private static readonly SuffixRules Spelling = new("bb>b/2 dd>d/2 ff>f/2 gg>g/2 kk>k/2 ll>l/2 mm>m/2 nn>n/2 pp>p/2 rr>r/2 ss>s/2 tt>t/2 v>f/2 z>s/2");

    public static int Stem(Span<char> word, int length)
    {
        length = Endings.Apply(word, length);
        length = Spelling.Apply(word, length);
        // A long vowel is doubled in a closed syllable only: jaar, jaren.
        if (length >= 4 && word[length - 2] == word[length - 3] && word[length - 2] is 'a' or 'e' or 'o' or 'u' && !IsVowel(word[length - 1]))
        {
            word[length - 2] = word[length - 1];
            length--;
        }

        return length;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}

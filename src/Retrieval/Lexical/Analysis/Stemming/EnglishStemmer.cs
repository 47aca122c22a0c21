using System.Collections.Frozen;

namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// The English stemmer of the Snowball project ("Porter2", M. F. Porter, snowballstem.org/algorithms/english/stemmer.html), from its published
/// description. Apostrophes are gone before it is called.
/// </summary>
internal static class EnglishStemmer
{
    private static readonly FrozenDictionary<string, string> Exceptions = new Dictionary<string, string>
    {
        ["skis"] = "ski", ["skies"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["idly"] = "idl", ["gently"] = "gentl",
        ["ugly"] = "ugli", ["early"] = "earli", ["only"] = "onli", ["singly"] = "singl", ["sky"] = "sky", ["news"] = "news", ["howe"] = "howe",
        ["atlas"] = "atlas", ["cosmos"] = "cosmos", ["bias"] = "bias", ["andes"] = "andes",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Kept =
        FrozenSet.Create("inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed");

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ExceptionOf =
        Exceptions.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsKept = Kept.GetAlternateLookup<ReadOnlySpan<char>>();

    // Steps 2 and 3: the ending must lie in R1, the part of the word after its first syllable.
    private static readonly EnglishEndings Step2 = new("""
        ational>ate tional>tion enci>ence anci>ance abli>able entli>ent izer>ize ization>ize ation>ate ator>ate alism>al aliti>al alli>al
        fulness>ful ousli>ous ousness>ous iveness>ive iviti>ive biliti>ble bli>ble ogi>og fulli>ful lessli>less li>
        """);

    private static readonly EnglishEndings Step3 = new("ational>ate tional>tion alize>al icate>ic iciti>ic ical>ic ful> ness> ative>");

    private static readonly EnglishEndings Step4 = new("al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ism> ate> iti> ous> ive> ize> ion>");

    public static int Stem(Span<char> word, int length)
    {
        if (length < 3) return length;
        if (length <= 6 && ExceptionOf.TryGetValue(word[..length], out var stem))
        {
            stem.CopyTo(word);
            return stem.Length;
        }

        var w = new EnglishWord(word, length);
        w.StripPlural();
        if (IsKept.Contains(w.Letters)) return w.Length;
        w.StripPastAndGerund();
        w.YToI();
        Step2.Apply(ref w, w.R1);
        Step3.Apply(ref w, w.R1);
        Step4.Apply(ref w, w.R2);
        w.StripFinalEOrL();
        return w.Finish();
    }
}

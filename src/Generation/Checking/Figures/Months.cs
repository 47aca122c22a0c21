using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking.Figures;

/// <summary>Month names of English, German, French and Spanish, whole or cut short.</summary>
internal static class Months
{
    public const string Pattern =
        "jan(?:uary|uar|vier)?|j[äa]nner|enero|feb(?:ruary|ruar|rero)?|f[ée]vr(?:ier)?|mar(?:ch|s|zo)?|m[äa]rz|apr(?:il)?|avr(?:il)?|abr(?:il)?|" +
        "(?-i:May)|mai|mayo|june?|juni|juin|junio|july?|juli|juil(?:let)?|julio|aug(?:ust)?|ao[uû]t|agosto|sept?(?:ember|embre|iembre)?|" +
        "o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|d[ée]c(?:embre)?|dic(?:iembre)?";

    private static readonly (string Beginning, int Number)[] Beginnings =
    [
        ("jan", 1), ("ene", 1), ("feb", 2), ("fev", 2), ("mar", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5), ("mai", 5), ("jun", 6), ("juin", 6),
        ("jul", 7), ("juil", 7), ("aug", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("oct", 10), ("okt", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("dic", 12),
    ];

    /// <summary>Whether a month's name may begin here, told by two letters.</summary>
    public static bool MayBegin(string text, int at) => at + 2 < text.Length && (char.ToLowerInvariant(text[at]), char.ToLowerInvariant(text[at + 1])) is
        ('j', 'a' or 'ä' or 'u') or ('f', 'e' or 'é') or ('m', 'a' or 'ä') or ('a', 'p' or 'v' or 'b' or 'u' or 'o' or 'g') or ('s', 'e') or ('o', 'c' or 'k') or ('n', 'o')
        or ('d', 'e' or 'é' or 'i') or ('e', 'n');

    /// <returns>1 to 12; 0 for a word that is no month.</returns>
    public static int Number(string name)
    {
        var folded = WordForms.Fold(name);
        return Array.Find(Beginnings, b => folded.StartsWith(b.Beginning, StringComparison.Ordinal)).Number;
    }
}

using System.Globalization;
using System.Text;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// One spelling for all that readers take for the same letter: lower case, accents and ligatures taken apart, full-width forms made
/// plain (Unicode Standard Annex 15, form KC, and KD without marks for Latin, Greek and Cyrillic letters).
/// </summary>
internal static class Folding
{
    // Filled page by page when first needed; two threads may fill the same page with the same strings.
    private static readonly string[]?[] Pages = new string[]?[256];

    /// <summary>What stands for the character in a term; empty for a mark that is dropped.</summary>
    public static string Of(char c) => (Pages[c >> 8] ??= Page(c >> 8))[c & 0xff];

    /// <summary>The same for a character outside the basic plane.</summary>
    public static string Of(Rune rune) => Kept(rune.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant());

    private static string[] Page(int number)
    {
        var page = new string[256];
        for (var i = 0; i < page.Length; i++) page[i] = Folded((char)((number << 8) + i));
        return page;
    }

    private static string Folded(char c)
    {
        // Not only for speed: what is no character at all cannot be normalised.
        if (CharacterKinds.Of(c) is CharacterKind.Separator or CharacterKind.Joint or CharacterKind.Ignored or CharacterKind.Surrogate) return "";
        if (Special(c) is { } special) return special;
        var plain = c.ToString().Normalize(LosesMarks(c) ? NormalizationForm.FormKD : NormalizationForm.FormKC).ToLowerInvariant();
        // Twice: lower case of some capitals is a letter with a mark of its own.
        return LosesMarks(c) ? Kept(string.Concat(plain.Normalize(NormalizationForm.FormKD).Select(x => Special(x) ?? x.ToString())), dropMarks: true) : Kept(plain);
    }

    private static bool LosesMarks(char c) => c is < '\u0530' or (>= '\u1c80' and <= '\u1c8f') or (>= '\u1d00' and <= '\u1fff')
        or (>= '\u2080' and <= '\u218f') or (>= '\u2c60' and <= '\u2c7f') or (>= '\ua640' and <= '\ua7ff') or (>= '\ufb00' and <= '\ufb06')
        or (>= '\uff10' and <= '\uff5a');

    // Letters that Unicode does not take apart. й stays: it is a letter of its own, and the endings of Russian words need it.
    private static string? Special(char c) => c switch
    {
        'й' or 'Й' => "й",
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' or 'ǽ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ł' or 'Ł' => "l",
        'ħ' or 'Ħ' => "h",
        'ŧ' or 'Ŧ' => "t",
        'ŋ' or 'Ŋ' => "n",
        'ı' or 'İ' => "i",
        'ĸ' => "k",
        'ς' => "σ",
        // Vowel points of Arabic and Hebrew are mostly left out in writing.
        (>= '\u0591' and <= '\u05c7') or (>= '\u0610' and <= '\u061a') or (>= '\u064b' and <= '\u065f') or '\u0670' => "",
        'أ' or 'إ' or 'آ' or 'ٱ' => "ا",
        _ => null,
    };

    private static string Kept(string text, bool dropMarks = false) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || (!dropMarks && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)));
}

using System.Globalization;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>What a character means for the limits of words.</summary>
internal enum CharacterKind : byte
{
    Separator,
    Letter,
    Digit,

    /// <summary>Belongs to the letter before it.</summary>
    Mark,

    /// <summary>Neither seen nor a limit: soft hyphen, zero-width characters, variation selectors.</summary>
    Ignored,

    /// <summary>Of a script written without spaces (and Hangul, whose words carry their particles): indexed as overlapping pairs.</summary>
    Pair,

    /// <summary>Joins two words or figures when one stands on each side of it.</summary>
    Joint,
    Superscript,
    Surrogate,
}

/// <summary>The kind of every UTF-16 unit, from a table.</summary>
internal static class CharacterKinds
{
    private static readonly byte[] Table = Build();

    public static CharacterKind Of(char c) => (CharacterKind)Table[c];

    /// <summary>The joint that a character stands for: one of - . , ' / _ &amp;</summary>
    public static char JointOf(char c) => c switch
    {
        '\u2010' or '\u2011' or '\u2013' or '\uff0d' => '-',
        '\u2018' or '\u2019' or '\u02bc' or '\uff07' or '\u00b4' or '`' => '\'',
        '\u00a0' or '\u202f' or '\u2009' => ' ',
        '\uff0e' => '.',
        '\uff0c' => ',',
        '\uff0f' => '/',
        _ => c,
    };

    /// <summary>Han, kana, Hangul, Thai, Lao, Khmer, Myanmar.</summary>
    public static bool IsPairScript(int c) => c is (>= 0x0e00 and <= 0x0eff) or (>= 0x1000 and <= 0x109f) or (>= 0x1100 and <= 0x11ff)
        or (>= 0x1780 and <= 0x17ff) or (>= 0x2e80 and <= 0x2fdf) or (>= 0x3005 and <= 0x3007) or (>= 0x3021 and <= 0x3029)
        or (>= 0x3031 and <= 0x318f) or (>= 0x31a0 and <= 0x31bf) or (>= 0x31f0 and <= 0x31ff) or (>= 0x3400 and <= 0x4dbf)
        or (>= 0x4e00 and <= 0x9fff) or (>= 0xa960 and <= 0xa97f) or (>= 0xac00 and <= 0xd7ff) or (>= 0xf900 and <= 0xfaff)
        or (>= 0xff66 and <= 0xffdc) or (>= 0x1b000 and <= 0x1b16f) or (>= 0x20000 and <= 0x3ffff);

    private static byte[] Build()
    {
        var table = new byte[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++) table[i] = (byte)KindOf((char)i);
        return table;
    }

    private static CharacterKind KindOf(char c) => c switch
    {
        '\u00ad' or '\u034f' or '\u061c' or '\u180e' or '\u0640' or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e')
            or (>= '\u2060' and <= '\u206f') or (>= '\ufe00' and <= '\ufe0f') or '\ufeff' => CharacterKind.Ignored,
        '-' or '.' or ',' or '/' or '_' or '&' => CharacterKind.Joint,
        _ when JointOf(c) != c || c == '\'' => CharacterKind.Joint,
        '\u00b2' or '\u00b3' or '\u00b9' or '\u2070' or (>= '\u2074' and <= '\u2079') => CharacterKind.Superscript,
        _ when char.IsSurrogate(c) => CharacterKind.Surrogate,
        _ => KindOf(CharUnicodeInfo.GetUnicodeCategory(c), c),
    };

    /// <summary>The kind of a character outside the table too.</summary>
    public static CharacterKind KindOf(UnicodeCategory category, int c) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => IsPairScript(c) ? CharacterKind.Pair : CharacterKind.Letter,
        UnicodeCategory.DecimalDigitNumber => CharacterKind.Digit,
        UnicodeCategory.OtherNumber when c is >= 0x2080 and <= 0x2089 => CharacterKind.Digit,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => IsPairScript(c) ? CharacterKind.Pair : CharacterKind.Mark,
        _ => CharacterKind.Separator,
    };
}

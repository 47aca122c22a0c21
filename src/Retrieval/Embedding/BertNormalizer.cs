using System.Buffers;
using System.Globalization;
using System.Text;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// Cleans and folds text as the BertNormalizer of the Hugging Face tokenizers does (lower-casing, accents stripped): control
/// characters dropped, spaces unified, CJK ideographs set apart, NFD without marks, lower case.
/// </summary>
internal static class BertNormalizer
{
    /// <summary>Longest growth of text in UTF-16 by NFD (Unicode normalization FAQ), plus the two spaces around an ideograph.</summary>
    private const int Growth = 4;

    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c), '\t', '\n', '\r']);

    /// <summary>Room the result needs at most, in characters.</summary>
    public static int LongestResult(int length) => checked(length * Growth);

    /// <summary>Writes the normalised text and returns its length.</summary>
    /// <param name="target">At least <see cref="LongestResult"/> long.</param>
    public static int Normalize(ReadOnlySpan<char> text, Span<char> target)
    {
        if (text.ContainsAnyExcept(PlainCharacters)) return Fold(text, target);
        Ascii.ToLower(text, target, out var written);
        return written;
    }

    private static int Fold(ReadOnlySpan<char> text, Span<char> target)
    {
        var cleaned = ArrayPool<char>.Shared.Rent(LongestResult(text.Length));
        try
        {
            var length = Clean(text, cleaned, out var mayDecompose);
            var source = cleaned.AsSpan(0, length);
            if (mayDecompose && source.TryNormalize(target, out var decomposed, NormalizationForm.FormD))
            {
                target[..decomposed].CopyTo(cleaned);
                source = cleaned.AsSpan(0, decomposed);
            }

            return DropMarksAndLower(source, target);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(cleaned);
        }
    }

    private static int Clean(ReadOnlySpan<char> text, Span<char> target, out bool mayDecompose)
    {
        var length = 0;
        mayDecompose = false;
        while (!text.IsEmpty)
        {
            // A lone surrogate is dropped with its category.
            var sound = Rune.DecodeFromUtf16(text, out var rune, out var consumed) == OperationStatus.Done;
            text = text[consumed..];
            if (!sound || rune.Value == 0xFFFD) continue;
            if (rune.Value is '\t' or '\n' or '\r' || Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune)) target[length++] = ' ';
            else if (rune.IsAscii && !Rune.IsControl(rune)) target[length++] = (char)rune.Value;
            else if (IsIdeograph(rune.Value))
            {
                target[length++] = ' ';
                length += rune.EncodeToUtf16(target[length..]);
                target[length++] = ' ';
                mayDecompose = true;
            }
            else if (!IsDropped(Rune.GetUnicodeCategory(rune)))
            {
                length += rune.EncodeToUtf16(target[length..]);
                // Nothing in General Punctuation has a decomposition once its spaces are gone.
                mayDecompose |= rune.Value is >= 0xC0 and not (>= 0x2000 and <= 0x206F);
            }
        }

        return length;
    }

    private static int DropMarksAndLower(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            if (char.IsAscii(text[0]))
            {
                target[length++] = char.ToLowerInvariant(text[0]);
                text = text[1..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var consumed);
            text = text[consumed..];
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) length += Rune.ToLowerInvariant(rune).EncodeToUtf16(target[length..]);
        }

        return length;
    }

    private static bool IsDropped(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate;

    private static bool IsIdeograph(int value) => value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x20000 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}

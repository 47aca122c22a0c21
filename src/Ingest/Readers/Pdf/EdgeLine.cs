using System.Globalization;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>A line near the upper or lower edge of a page.</summary>
/// <param name="Index">In <see cref="PdfPage.Lines"/>.</param>
/// <param name="Row">Counted from the edge, from 0; lines side by side are in one row.</param>
/// <param name="Left">In points.</param>
/// <param name="Middle">Of its height, in points from the edge.</param>
/// <param name="IsSetApart">There is a gap between its row and the next one inside, as a table's header has none above its rows.</param>
internal sealed record EdgeLine(int Index, string Text, bool IsTop, int Row, float Left, float Middle, bool IsSetApart)
{
    private const float SamePlace = 4f;
    private const float SameColumn = 12f;
    private const int LongestPageNumber = 5;

    public bool HasLetters => Text.Any(char.IsLetter);

    /// <summary>The text with numbers left out.</summary>
    public string Pattern => string.Concat(Text.Where(c => !char.IsDigit(c)));

    /// <summary>It may be a page number: nothing but digits.</summary>
    public bool IsNumber => Text.Length <= LongestPageNumber && Text.All(char.IsAsciiDigit);

    /// <summary>The other line stands in the same place and says the same, or counts the pages.</summary>
    /// <remarks>A page number alone may stand higher where the page is less full, as pages made from web pages have it.</remarks>
    /// <param name="pagesOn">How many pages further on the other one stands.</param>
    public bool RepeatsIn(EdgeLine other, int pagesOn) => IsNumber
        ? other.IsNumber && IsTop == other.IsTop && Row == 0 && other.Row == 0 && Math.Abs(Left - other.Left) <= SameColumn && Number(other.Text) - Number(Text) == pagesOn
        : IsTop == other.IsTop && Math.Abs(Middle - other.Middle) <= SamePlace && SaysTheSame(Text, other.Text, pagesOn);

    private static bool SaysTheSame(ReadOnlySpan<char> here, ReadOnlySpan<char> there, int pagesOn)
    {
        while (!here.IsEmpty && !there.IsEmpty)
        {
            var (mine, others) = (Digits(here), Digits(there));
            if (mine == 0 || others == 0)
            {
                if (here[0] != there[0]) return false;
                (mine, others) = (1, 1);
            }
            else if (!here[..mine].SequenceEqual(there[..others]) && Number(there[..others]) - Number(here[..mine]) != pagesOn)
            {
                return false;
            }

            here = here[mine..];
            there = there[others..];
        }

        return here.IsEmpty && there.IsEmpty;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        return length;
    }

    private static long Number(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MinValue / 2;
}

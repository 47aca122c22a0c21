using System.Globalization;

namespace RagDocs.Ingest.Readers.Xlsx;

/// <summary>Reads cells as spreadsheets name them.</summary>
internal static class CellReference
{
    private const int MostLetters = 3;

    /// <summary>Row 2 and column 1 for "A2", both counted from 1; zeros when it is no cell.</summary>
    public static (int Row, int Column) Parse(string? reference)
    {
        var (column, letters) = (0, 0);
        while (reference is not null && letters < reference.Length && letters < MostLetters && char.IsAsciiLetterUpper(reference[letters]))
            column = (column * 26) + reference[letters++] - 'A' + 1;
        return letters > 0 && int.TryParse(reference.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? (row, column) : (0, 0);
    }
}

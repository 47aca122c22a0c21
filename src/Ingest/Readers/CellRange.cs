namespace RagDocs.Ingest.Readers;

/// <summary>A rectangle of cells in a sheet; rows and columns counted from 1, both ends included.</summary>
public sealed record CellRange(string Sheet, int FirstColumn, int FirstRow, int LastColumn, int LastRow)
{
    /// <summary>The smallest rectangle around both; they must be of the same sheet.</summary>
    public CellRange Union(CellRange other) => new(
        Sheet, Math.Min(FirstColumn, other.FirstColumn), Math.Min(FirstRow, other.FirstRow),
        Math.Max(LastColumn, other.LastColumn), Math.Max(LastRow, other.LastRow));

    /// <summary>As spreadsheets write it: Budget!A2:F40, 'Plan 2026'!B7.</summary>
    public override string ToString()
    {
        var first = $"{SheetName()}!{Letters(FirstColumn)}{FirstRow}";
        return FirstColumn == LastColumn && FirstRow == LastRow ? first : $"{first}:{Letters(LastColumn)}{LastRow}";
    }

    private string SheetName() =>
        Sheet.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? Sheet : $"'{Sheet.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A column as spreadsheets name it: A for 1, AA for 27.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + (column - 1) % 26) + letters;
        return letters;
    }
}

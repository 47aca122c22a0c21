namespace RagDocs.Ingest.Readers.Html;

/// <summary>Cells of a table that span rows, on their way to the rows below.</summary>
internal sealed class CarriedCells
{
    // Longer texts in a spanning cell are content of their own; and a small page must not grow without end by repeating itself.
    private const int LongestText = 200;
    private const int MostCharacters = 1_000_000;

    private readonly Dictionary<int, (string Text, int Rows)> _cells = [];
    private int _characters;

    public void Add(int column, string text, int rowSpan)
    {
        if (rowSpan > 1 && text.Length <= LongestText) _cells[column] = (text, rowSpan - 1);
    }

    /// <summary>Puts what comes from above next to the last cell, as far as it goes.</summary>
    public void TakeOver(List<string> cells)
    {
        while (_cells.Remove(cells.Count, out var above))
        {
            _characters += above.Text.Length + 1;
            if (above.Rows > 1 && _characters < MostCharacters) _cells[cells.Count] = (above.Text, above.Rows - 1);
            cells.Add(above.Text);
        }
    }
}

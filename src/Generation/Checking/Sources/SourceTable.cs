using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Sources;

/// <summary>A table of a passage: its first line names the columns, the first cell of each line names the row.</summary>
/// <param name="Cells">By row and column; row 0 is the header.</param>
internal sealed record SourceTable(IReadOnlyList<IReadOnlyList<IReadOnlyList<CheckToken>>> Cells)
{
    /// <summary>Columns whose headers the words name whole.</summary>
    public List<int> ColumnsNamed(IReadOnlyList<CheckToken> words) => Named(Cells[0], words);

    /// <summary>Rows whose first cells the words name whole.</summary>
    public List<int> RowsNamed(IReadOnlyList<CheckToken> words) => [.. Named([.. Cells.Select(row => row[0])], words).Where(row => row > 0)];

    /// <summary>Where a figure stands.</summary>
    public IEnumerable<(int Row, int Column)> PlacesOf(Figure figure)
    {
        for (var row = 0; row < Cells.Count; row++)
        {
            for (var column = 0; column < Cells[row].Count; column++)
            {
                if (Cells[row][column].Any(t => t.Figure is not null && FigureMatch.Says(t.Figure, figure))) yield return (row, column);
            }
        }
    }

    private static List<int> Named(IReadOnlyList<IReadOnlyList<CheckToken>> names, IReadOnlyList<CheckToken> words) =>
        [.. Enumerable.Range(0, names.Count).Where(i => names[i].Any(t => t.IsContent || t.Figure is not null) && names[i].Where(t => t.IsContent || t.Figure is not null).All(t => words.Any(w => w.Says(t))))];
}

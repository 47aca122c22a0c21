namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>
/// Finds tables of figures by geometry. Poppler gives a table column by column, which tears every figure from its label; here lines
/// that stand side by side become a row again. Only rows with figures right of their first cell count, and lines of justified prose
/// never do, so that the columns of an article are left alone.
/// </summary>
internal static class TableFinder
{
    private const int FewestRows = 3;
    private const int MostRowsWithoutFigures = 2;
    private const int MostLabelRows = 6;
    private const int MostHeaderRows = 2;
    private const float ColumnSlack = 1.5f;
    private const int FewestProseLines = 4;
    private const float WidestGapInLines = 2.5f;

    public static IReadOnlyList<PdfTable> Find(PdfPage page)
    {
        if (page.Lines.Count < FewestRows * 2) return [];
        var boxes = new LineBox[page.Lines.Count];
        for (var i = 0; i < boxes.Length; i++) boxes[i] = LineBox.Of(page, page.Lines[i]);
        var prose = ProseLines(page, boxes);
        return Regions(VisualRows(boxes), boxes, prose);
    }

    /// <summary>Lines at one height, from left to right; rows from top to bottom.</summary>
    private static List<List<int>> VisualRows(LineBox[] boxes)
    {
        var order = Enumerable.Range(0, boxes.Length).OrderBy(i => boxes[i].Middle).ToArray();
        var rows = new List<List<int>>();
        foreach (var i in order)
        {
            if (rows.Count > 0 && IsBeside(boxes[rows[^1][0]], boxes[i])) rows[^1].Add(i);
            else rows.Add([i]);
        }

        foreach (var row in rows) row.Sort((a, b) => boxes[a].Left.CompareTo(boxes[b].Left));
        return rows;
    }

    private static bool IsBeside(LineBox row, LineBox line) => line.Middle - row.Middle < Math.Min(row.Height, line.Height) * 0.5f;

    private static List<PdfTable> Regions(List<List<int>> rows, LineBox[] boxes, bool[] prose)
    {
        var tables = new List<PdfTable>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (!IsTableRow(rows[i], boxes, prose)) continue;
            var (end, count) = Extend(rows, i, boxes, prose);
            if (count >= FewestRows) tables.Add(new PdfTable(rows[HeaderAbove(rows, i, boxes, prose)..end]));
            i = end - 1;
        }

        return tables;
    }

    /// <summary>The first row of the table with its column titles: rows without figures right above whose cells stand over its columns.</summary>
    private static int HeaderAbove(List<List<int>> rows, int first, LineBox[] boxes, bool[] prose)
    {
        var start = first;
        while (start > 0 && first - start < MostHeaderRows && IsHeaderOf(rows[start - 1], rows[start], boxes, prose)) start--;
        return start;
    }

    private static bool IsHeaderOf(List<int> row, List<int> below, LineBox[] boxes, bool[] prose)
    {
        if (row.Count < 2 || row.Count > below.Count || row.Exists(l => prose[l])) return false;
        var gap = boxes[below[0]].Top - boxes[row[0]].Bottom;
        return gap < boxes[below[0]].Height * WidestGapInLines && row.TrueForAll(l => below.Exists(c => StandsOver(boxes[l], boxes[c])));
    }

    /// <summary>A row without figures below one with: as many cells, each beginning where the one above begins.</summary>
    private static bool FillsSameColumns(List<int> row, List<int> above, LineBox[] boxes)
    {
        if (row.Count < 2 || row.Count != above.Count) return false;
        for (var i = 0; i < row.Count; i++)
        {
            if (Math.Abs(boxes[row[i]].Left - boxes[above[i]].Left) > ColumnSlack) return false;
        }

        return true;
    }

    private static bool StandsOver(LineBox title, LineBox cell) => title.Left < cell.Right && cell.Left < title.Right;

    /// <summary>Goes down from a table row as long as rows with figures follow; returns the end and their number.</summary>
    private static (int End, int Count) Extend(List<List<int>> rows, int first, LineBox[] boxes, bool[] prose)
    {
        var (end, count, foreign) = (first + 1, 1, 0);
        var figuresFrom = boxes[rows[first][1]].Left;
        for (var i = first + 1; i < rows.Count && i - end <= MostLabelRows; i++)
        {
            var (above, here) = (boxes[rows[i - 1][0]], boxes[rows[i][0]]);
            if (here.Top - above.Bottom > here.Height * WidestGapInLines || rows[i].Exists(l => prose[l])) break;
            if (IsTableRow(rows[i], boxes, prose) || (i == end && FillsSameColumns(rows[i], rows[i - 1], boxes)))
            {
                (end, count, foreign) = (i + 1, count + 1, 0);
                figuresFrom = Math.Min(figuresFrom, boxes[rows[i][1]].Left);
            }
            else if ((rows[i].Count > 1 || here.Right > figuresFrom) && ++foreign > MostRowsWithoutFigures)
            {
                // Labels without figures may be many; rows that reach into the columns of figures are soon something else.
                break;
            }
        }

        return (end, count);
    }

    private static bool IsTableRow(List<int> row, LineBox[] boxes, bool[] prose)
    {
        if (row.Count < 2) return false;
        var figures = 0;
        for (var i = 0; i < row.Count; i++)
        {
            if (prose[row[i]] || i > 0 && boxes[row[i]].Left < boxes[row[i - 1]].Right - 1) return false;
            if (i > 0 && boxes[row[i]].IsFigure) figures++;
        }

        return figures > 0 && figures * 2 >= row.Count - 1;
    }

    /// <summary>Lines of blocks whose lines fill the block's width, as paragraphs do and labels don't.</summary>
    private static bool[] ProseLines(PdfPage page, LineBox[] boxes)
    {
        var prose = new bool[boxes.Length];
        foreach (var block in page.Blocks)
        {
            if (block.EndLine - block.FirstLine < FewestProseLines) continue;
            var lines = boxes.AsSpan(block.FirstLine, block.EndLine - block.FirstLine);
            if (IsProse(lines)) prose.AsSpan(block.FirstLine, lines.Length).Fill(true);
        }

        return prose;
    }

    private static bool IsProse(ReadOnlySpan<LineBox> lines)
    {
        var (left, right) = (float.MaxValue, 0f);
        foreach (var line in lines) (left, right) = (Math.Min(left, line.Left), Math.Max(right, line.Right));
        var (full, figures) = (0, 0);
        foreach (var line in lines)
        {
            if (line.Right >= right - (right - left) * 0.15f) full++;
            if (line.IsFigure) figures++;
        }

        return full * 4 >= (lines.Length - 1) * 3 && figures * 3 < lines.Length;
    }
}

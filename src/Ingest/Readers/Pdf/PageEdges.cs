using System.Runtime.CompilerServices;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>A page that waits for its neighbours, with the lines at its edges.</summary>
internal sealed class PageEdges
{
    private const float EdgeShare = 0.15f;
    private const int MostRows = 3;
    private const float GapInLines = 0.7f;
    private const int LongestLine = 200;

    private readonly List<(int Index, LineCorners Corners)> _order = [];

    public PdfPage Page { get; private set; } = new();

    public List<EdgeLine> Lines { get; } = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(PdfPage page)
    {
        if (Page.IsRecognized != page.IsRecognized) Page = new PdfPage { IsRecognized = page.IsRecognized };
        Page.CopyFrom(page);
        Lines.Clear();
        _order.Clear();
        for (var i = 0; i < page.Lines.Count; i++) _order.Add((i, LineCorners.Of(page, page.Lines[i])));
        _order.Sort((a, b) => a.Corners.Middle.CompareTo(b.Corners.Middle));
        AddRows(top: true);
        _order.Reverse();
        AddRows(top: false);
    }

    private void AddRows(bool top)
    {
        var (row, from) = (0, 0);
        while (row < MostRows && from < _order.Count)
        {
            var first = _order[from].Corners;
            var isNear = Distance(first, top) <= Page.Height * EdgeShare;
            if (!isNear && row > 0) return;
            var end = from + 1;
            while (end < _order.Count && Math.Abs(_order[end].Corners.Middle - first.Middle) < first.Height * 0.5f) end++;
            var isSetApart = end < _order.Count && Gap(first, _order[end].Corners) > first.Height * GapInLines;
            for (var i = from; i < end; i++) AddLine(_order[i].Index, _order[i].Corners, top, row, isSetApart, isNear);
            (row, from) = (row + 1, end);
        }
    }

    private void AddLine(int index, LineCorners corners, bool top, int row, bool isSetApart, bool isNear)
    {
        var line = Page.Lines[index];
        var (first, last) = (Page.Words[line.FirstWord], Page.Words[line.EndWord - 1]);
        var length = last.Start + last.Length - first.Start;
        if (length > LongestLine) return;
        var text = Page.Characters.Slice(first.Start, length).ToString();
        var edge = new EdgeLine(index, text, top, row, corners.Left, Distance(corners, top), isSetApart);
        // Further inside, only a page number under a page's last line counts.
        if (isNear || edge.IsNumber) Lines.Add(edge);
    }

    private float Distance(LineCorners corners, bool top) => top ? corners.Middle : Page.Height - corners.Middle;

    private static float Gap(LineCorners a, LineCorners b) => Math.Max(b.Top - a.Bottom, a.Top - b.Bottom);
}

/// <summary>A line's left edge and height in points.</summary>
internal readonly record struct LineCorners(float Left, float Top, float Bottom)
{
    public float Middle => (Top + Bottom) / 2;

    public float Height => Bottom - Top;

    public static LineCorners Of(PdfPage page, PdfLine line)
    {
        var (left, top, bottom) = (float.MaxValue, float.MaxValue, 0f);
        for (var i = line.FirstWord; i < line.EndWord; i++)
        {
            var word = page.Words[i];
            (left, top, bottom) = (Math.Min(left, word.Left), Math.Min(top, word.Top), Math.Max(bottom, word.Bottom));
        }

        return new LineCorners(left, top, bottom);
    }
}

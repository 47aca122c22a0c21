namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>
/// Leaves out running heads, running feet and page numbers: lines at a page's edge, set apart from what stands inside, that stand in the
/// same place on most of the pages around. Numbers in them must stay the same or count up with the pages. A line with words is kept where
/// it stands first, so that no word of a document is lost; a page is handed on a few pages late, so memory does not grow with the file.
/// </summary>
/// <param name="next">Given the pages in order, each in an object that is used again.</param>
internal sealed class RunningLines(Action<PdfPage> next)
{
    /// <summary>Pages looked at before and behind a page.</summary>
    private const int Reach = 4;

    private const int FewestPages = 3;
    private const int FewestOtherLines = 3;

    private readonly List<PageEdges> _window = [];
    private readonly Stack<PageEdges> _unused = new();
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private int _handedOn;

    public void Add(PdfPage page)
    {
        var edges = _unused.Count > 0 ? _unused.Pop() : new PageEdges();
        edges.Take(page);
        _window.Add(edges);
        if (_window.Count - _handedOn > Reach) HandOn();
    }

    /// <summary>Hands on the last pages.</summary>
    public void Finish()
    {
        while (_handedOn < _window.Count) HandOn();
    }

    private void HandOn()
    {
        var page = _window[_handedOn];
        var running = page.Lines.Where(line => IsRunning(page, line)).ToList();
        running.RemoveAll(line => !running.Exists(o => o.IsTop == line.IsTop && o.Row >= line.Row && o.IsSetApart));
        if (page.Page.Lines.Count - running.Count >= FewestOtherLines)
        {
            running.RemoveAll(line => line.HasLetters && _kept.Add(line.Pattern));
            if (running.Count > 0) page.Page.RemoveLines(running.ConvertAll(l => l.Index));
        }

        next(page.Page);
        _handedOn++;
        if (_handedOn <= Reach) return;
        _unused.Push(_window[0]);
        _window.RemoveAt(0);
        _handedOn--;
    }

    private bool IsRunning(PageEdges page, EdgeLine line)
    {
        var found = 1;
        foreach (var other in _window)
        {
            if (!ReferenceEquals(other, page) && other.Lines.Exists(o => line.RepeatsIn(o, other.Page.Number - page.Page.Number))) found++;
        }

        return found >= FewestPages && found * 2 >= _window.Count;
    }
}

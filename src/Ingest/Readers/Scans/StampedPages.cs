using System.Globalization;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>
/// Finds scanned pages whose only text layer is a stamp: "Scanned by …", a number, the running header a program has printed over each
/// page. Such a page has few words, all at its edges, the same as on other pages, and a picture fills it.
/// </summary>
internal sealed class StampedPages
{
    private const string Lister = "pdfimages";
    private const int MostWords = 20;
    private const float Edge = 0.12f;
    private const float Side = 0.07f;
    private const double CoveredByPictures = 0.7;
    private const double PointsPerInch = 72;
    private const int OutputMegabytes = 64;

    // page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
    private const int Columns = 14, WidthColumn = 3, HeightColumn = 4, XPpi = 12, YPpi = 13;

    private readonly List<(PageWithoutText Page, string[] Lines)> _candidates = [];
    private readonly Dictionary<string, int> _pagesWith = new(StringComparer.Ordinal);
    private int _pages;

    public void Note(PdfPage page)
    {
        _pages++;
        if (page.Words.Count is 0 or > MostWords || !page.Words.All(w => IsAtEdge(w, page))) return;
        string[] lines = [.. page.Lines.Select(l => Pattern(page, l)).Distinct(StringComparer.Ordinal)];
        foreach (var line in lines) _pagesWith[line] = _pagesWith.GetValueOrDefault(line) + 1;
        _candidates.Add((new PageWithoutText(page.Number, page.Width, page.Height, IsGarbled: false) { IsStamped = true }, lines));
    }

    /// <summary>Those of the noted pages that a picture fills.</summary>
    /// <param name="pdf">Full path.</param>
    /// <param name="limits">For the program that lists pictures.</param>
    public async Task<IReadOnlyList<PageWithoutText>> ConfirmAsync(string pdf, ProcessLimits limits, CancellationToken cancellationToken)
    {
        var pages = _candidates.Where(c => _pages == 1 || c.Lines.All(l => _pagesWith[l] > 1)).Select(c => c.Page).ToList();
        if (pages.Count == 0 || ProgramPath.Find(Lister) is not { } lister) return [];
        var covered = new Dictionary<int, double>();
        string[] arguments = ["-list", "-f", $"{pages[0].Number}", "-l", $"{pages[^1].Number}", pdf];
        try
        {
            await ChildProcess.RunAsync(lister, arguments, limits with { OutputBytes = OutputMegabytes << 20 }, output => Measure(output, covered), cancellationToken);
        }
        catch (ProcessLimitException)
        {
            // What was listed until then counts.
        }

        return pages.FindAll(p => covered.GetValueOrDefault(p.Number) >= CoveredByPictures * p.Width * p.Height / (PointsPerInch * PointsPerInch));
    }

    private static bool IsAtEdge(PdfWord word, PdfPage page)
    {
        var (x, y) = ((word.Left + word.Right) / 2 / page.Width, (word.Top + word.Bottom) / 2 / page.Height);
        return y is < Edge or > 1 - Edge || x is < Side or > 1 - Side;
    }

    // Numbers count the pages.
    private static string Pattern(PdfPage page, PdfLine line)
    {
        var (first, last) = (page.Words[line.FirstWord], page.Words[line.EndWord - 1]);
        return string.Concat(page.Characters[first.Start..(last.Start + last.Length)].ToArray().Where(c => !char.IsDigit(c)));
    }

    /// <summary>Adds up the square inches of pictures on each page.</summary>
    private static void Measure(Stream list, Dictionary<int, double> covered)
    {
        using var reader = new StreamReader(list);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < Columns || cells[2] != "image" || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var page)) continue;
            if (Number(cells[XPpi]) is not (> 0 and var x) || Number(cells[YPpi]) is not (> 0 and var y)) continue;
            covered[page] = covered.GetValueOrDefault(page) + (Number(cells[WidthColumn]) / x * (Number(cells[HeightColumn]) / y));
        }
    }

    private static double Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

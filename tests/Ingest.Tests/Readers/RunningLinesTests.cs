using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Heads, feet and page numbers go; whatever a page says by itself stays.</summary>
public sealed class RunningLinesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public RunningLinesTests() => Assert.SkipUnless(ProgramPath.Find("pdftotext") is not null, "pdftotext (poppler-utils) is not installed.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HeadsAndPageNumbersAreLeftOutAndTheHeadIsKeptOnce()
    {
        var text = await ReadAsync(n => [(72, 800, "Handbook of the Heron works"), (290, 30, $"Page {n} of 12"), .. Body(n)]);

        Assert.Single(Occurrences(text, "Handbook of the Heron works"));
        Assert.DoesNotContain("Page 7 of 12", text, StringComparison.Ordinal);
        for (var n = 1; n <= 12; n++) Assert.Contains($"Body {Word(n)} begins here", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeftAndRightPagesMayHaveDifferentHeads()
    {
        var text = await ReadAsync(n => [(n % 2 == 0 ? 72 : 400, 800, n % 2 == 0 ? "Even head" : "Odd head"), .. Body(n)]);

        Assert.Single(Occurrences(text, "Even head"));
        Assert.Single(Occurrences(text, "Odd head"));
    }

    [Fact]
    public async Task APageNumberMayStandHigherWhereAPageIsLessFull()
    {
        var text = await ReadAsync(n => [.. Body(n), (290, 500 - n % 3 * 40, $"{n + 40}"), (72, 750, $"Totals of {Word(n)}: {n + 90}")]);

        Assert.DoesNotContain("\n47", text, StringComparison.Ordinal);
        for (var n = 1; n <= 12; n++) Assert.Contains($"Totals of {Word(n)}: {n + 90}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesThatDifferFromPageToPageStay()
    {
        var text = await ReadAsync(n => [(72, 800, $"Chapter {Word(n)}"), (72, 30, $"Invoice {n * 37}"), .. Body(n)]);

        for (var n = 1; n <= 12; n++)
        {
            Assert.Contains($"Chapter {Word(n)}", text, StringComparison.Ordinal);
            Assert.Contains($"Invoice {n * 37}", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task APageThatHoldsLittleElseKeepsItsLines()
    {
        var text = await ReadAsync(n => [(72, 800, $"Card {n}")]);

        for (var n = 1; n <= 12; n++) Assert.Contains($"Card {n}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATablesHeaderThatIsRepeatedOnEveryPageStays()
    {
        var text = await ReadAsync(n =>
        [
            (72, 790, "Company"), (300, 790, "Jobs"),
            .. Enumerable.Range(0, 20).SelectMany(r => new[] { (72, 776 - 14 * r, $"Firm {Word(n)}{Word(r + 1)}"), (300, 776 - 14 * r, $"{n * 20 + r}") }),
        ]);

        Assert.Equal(12, Occurrences(text, "Company").Count());
    }

    private static IEnumerable<(int, int, string)> Body(int n) => Enumerable.Range(0, 10).Select(i => (72, 700 - 14 * i, i == 0 ? $"Body {Word(n)} begins here" : $"and line {Word(i)} follows in {Word(n)}"));

    private static string Word(int n) => string.Concat(Enumerable.Repeat((char)('a' + (n % 26)), 3 + (n / 26)));

    private static IEnumerable<int> Occurrences(string text, string phrase)
    {
        for (var at = text.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.Ordinal)) yield return at;
    }

    private async Task<string> ReadAsync(Func<int, IEnumerable<(int, int, string)>> page)
    {
        var path = _folder.File("a.pdf");
        await File.WriteAllBytesAsync(path, TinyPdf.FromPages(null, [.. Enumerable.Range(1, 12).Select(n => new TinyPage { Texts = [.. page(n)] })]));
        var read = await new DocumentReaders(new ReaderOptions()).ReadAsync(path, "a.pdf", TestContext.Current.CancellationToken);
        Assert.Equal(12, read.Pages);
        return string.Join('\n', read.Blocks.Select(b => b.Text));
    }
}

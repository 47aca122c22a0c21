using System.Text;
using RagDocs.Ingest.Readers.Pdf;
using RagDocs.Ingest.Readers.Scans;

namespace RagDocs.Ingest.Tests.Readers.Scans;

/// <summary>What becomes of the rows tesseract gives; no program is needed.</summary>
public sealed class RecognizedTableTests
{
    [Fact]
    public void WordsBecomeLinesAndBlocksOfOneHeightInPoints()
    {
        var (page, confidence) = Read(
            "5\t1\t1\t1\t1\t1\t100\t210\t50\t20\t90\tsea", "5\t1\t1\t1\t1\t2\t160\t200\t50\t40\t80\tAlps", "5\t1\t2\t1\t1\t1\t100\t400\t50\t40\t100\tEnd");

        Assert.Equal((2, 2), (page.Blocks.Count, page.Lines.Count));
        Assert.Equal(["sea", "Alps", "End"], page.Words.Select(w => page.Characters.Slice(w.Start, w.Length).ToString()));
        Assert.Equal((25f, 50f, 60f), (page.Words[0].Left, page.Words[0].Top, page.Words[0].Bottom));
        Assert.Equal((90 * 3 + 80 * 4 + 100 * 3) / 10 / 100.0, confidence!.Value, 3);
    }

    [Fact]
    public void AWideGapCutsALineAsBetweenTheColumnsOfATable()
    {
        var (page, _) = Read("5\t1\t1\t1\t1\t1\t100\t200\t90\t20\t90\tTotal", "5\t1\t1\t1\t1\t2\t600\t200\t90\t20\t90\t1,220");

        Assert.Equal(2, page.Lines.Count);
    }

    [Fact]
    public void SpecksReadAsLettersAreLeftOut()
    {
        var (page, confidence) = Read("5\t1\t1\t1\t1\t1\t100\t200\t90\t20\t12\tiIl", "5\t1\t1\t1\t1\t2\t600\t200\t90\t20\t0\t");

        Assert.Empty(page.Words);
        Assert.Null(confidence);
    }

    [Theory]
    [InlineData("deu+eng", "deu+eng", "")]
    [InlineData("fra+eng", "eng", "fra")]
    [InlineData("fra", "eng", "fra")]
    [InlineData("deu+deu", "deu", "")]
    [InlineData("--help+eng", "eng", "--help")]
    public void OnlyInstalledLanguagesArePassedOn(string wanted, string used, string missing)
    {
        var languages = OcrLanguages.Choose(wanted, new HashSet<string>(StringComparer.Ordinal) { "deu", "eng", "osd" })!;

        Assert.Equal((used, missing), (languages.Used, string.Join('+', languages.Missing)));
        Assert.Equal(missing.Length == 0, languages.Warning is null);
    }

    [Fact]
    public void WithoutAnyLanguageNothingCanBeRecognised() =>
        Assert.Null(OcrLanguages.Choose("eng", new HashSet<string>(StringComparer.Ordinal) { "osd" }));

    private static (PdfPage Page, double? Confidence) Read(params string[] rows)
    {
        var page = new PdfPage { IsRecognized = true };
        page.Begin(1, 595, 842);
        var table = new TesseractTable(page, pointsPerPixel: 0.25f);
        table.Read(new MemoryStream(Encoding.UTF8.GetBytes("level\tpage_num\n" + string.Join('\n', rows) + "\n")));
        return (page, table.Confidence);
    }
}

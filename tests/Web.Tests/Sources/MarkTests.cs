using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Text;
using RagDocs.TestSupport;
using RagDocs.Web.Cli;
using RagDocs.Web.Hosting;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Tests.Sources;

/// <summary>
/// Any sentence of a document can be quoted: what the viewer then marks are its words and no others. On pages that is asked of poppler, word by
/// word; elsewhere of the text.
/// </summary>
public sealed class MarkTests : IDisposable
{
    private const int Seed = 20261122;
    private const int Sampled = 200;
    private const double Wanted = 0.99;
    private const int LeastCharacters = 20;

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public Task OnTheSamples() => CheckAsync(Path.Combine(Samples.Folder, "docs"));

    [Fact]
    public Task OnFilings()
    {
        Assert.SkipWhen(DevelopmentData.Folder is null, DevelopmentData.Missing);
        return CheckAsync(Path.Combine(DevelopmentData.Folder, "finance-pdf", "docs"));
    }

    private async Task CheckAsync(string folder)
    {
        using var services = await CommandServices.OpenAsync(DataFolder.Open(_data.Path), TestContext.Current.CancellationToken);
        await IngestCommand.IngestAsync(services, NamedFile.Below(folder)!.ToList(), "Marks", open: true, TestContext.Current.CancellationToken);
        var viewer = new SourceViewer(services.Get<IDbContextFactory<RagDocsDbContext>>(), services.Get<AccessRights>(), services.Get<StoredTexts>());
        var wrong = new List<string>();
        var sentences = await SampleAsync(services);
        foreach (var (chunk, hash, sentence) in sentences)
        {
            var view = (await viewer.OpenAsync(SearchScope.Everything, chunk.VersionId, chunk.Id, sentence, TestContext.Current.CancellationToken))!;
            var marked = view.MediaType == FileSignature.Pdf
                ? await UnderMarksAsync(services.Get<Originals>().PathOf(hash), view.Page!.Value, view.Marks)
                : string.Concat(view.Blocks.Where(b => b.MarkLength > 0).Select(b => b.Text.Substring(b.MarkStart, b.MarkLength)));
            if (Letters(marked) != Letters(sentence)) wrong.Add($"{view.Path}, page {view.Page}: “{sentence}” marked as “{marked}”");
        }

        var share = 1 - ((double)wrong.Count / sentences.Count);
        TestContext.Current.SendDiagnosticMessage($"{sentences.Count} sentences, {share:P1} marked exactly\n{string.Join('\n', wrong)}");
        Assert.Equal(Sampled, sentences.Count);
        Assert.True(share >= Wanted, $"seed {Seed}, {share:P1}:\n{string.Join('\n', wrong)}");
    }

    private static async Task<List<(Chunk Chunk, string Hash, string Sentence)>> SampleAsync(CommandServices services)
    {
        await using var db = services.Get<IDbContextFactory<RagDocsDbContext>>().CreateDbContext();
        var chunks = await db.Chunks.AsNoTracking().Where(c => c.Searchable).Select(c => new { Chunk = c, c.Version!.ContentHash }).OrderBy(c => c.Chunk.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
        var sentences = chunks.SelectMany(c => SentenceSplitter.Split(c.Chunk.Text).Select(s => (c.Chunk, c.ContentHash, c.Chunk.Text.Substring(s.Start, s.Length).Trim())))
            .Where(s => Letters(s.Item3).Length >= LeastCharacters).ToArray();
        new Random(Seed).Shuffle(sentences);
        return [.. sentences.Take(Sampled)];
    }

    /// <summary>Words of the page whose middle lies under a mark.</summary>
    private static async Task<string> UnderMarksAsync(string file, int page, IReadOnlyList<MarkBox> marks)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        using var poppler = Process.Start(new ProcessStartInfo("pdftotext", ["-bbox", "-cropbox", "-f", number, "-l", number, file, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var xhtml = await poppler.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await poppler.WaitForExitAsync(TestContext.Current.CancellationToken);
        var shown = XDocument.Parse(xhtml).Descendants().Single(e => e.Name.LocalName == "page");
        var (width, height) = (Number(shown, "width"), Number(shown, "height"));
        return string.Join(' ', shown.Elements().Where(word =>
        {
            var (x, y) = ((Number(word, "xMin") + Number(word, "xMax")) / 2 / width, (Number(word, "yMin") + Number(word, "yMax")) / 2 / height);
            return marks.Any(m => x >= m.X && x <= m.X + m.Width && y >= m.Y && y <= m.Y + m.Height);
        }).Select(word => word.Value));
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>Letters and digits in order of the alphabet: words divided at a line's end, bullets and the order of columns make no difference.</summary>
    private static string Letters(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit).Order());
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Tests.Readers.Scans;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Every problem file ends as blocks or as a reason within 30 s, and as its manifest expects where this version reads the format.</summary>
public sealed class RobustnessTests
{
    /// <summary>Scans in which nothing can be recognised, with the reason.</summary>
    private static readonly Dictionary<string, string> NothingToRecognise = new(StringComparer.Ordinal)
    {
        ["images-6-pages.pdf"] = "plain areas of colour",
        ["blank-no-contents.pdf"] = "a blank page",
    };

    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        foreach (var entry in Manifest()) files.Add(entry.File);
        if (files.Count == 0) files.Add("");
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task AProblemFileEndsAsItsManifestExpects(string file)
    {
        if (file.Length == 0) Assert.Skip(DevelopmentData.Missing);
        var entry = Manifest().Single(e => e.File == file);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));

        var (read, failure) = await Read(entry, new ReaderOptions { Ocr = false }, limit.Token);

        Check(entry, read, failure);
    }

    [Theory]
    [MemberData(nameof(Scanned))]
    public async Task WithRecognitionAScanGivesItsText(string file)
    {
        if (file.Length == 0) Assert.Skip(DevelopmentData.Missing);
        Scan.SkipWithoutTesseract();
        var entry = Manifest().Single(e => e.File == file);

        var (read, failure) = await Read(entry, new ReaderOptions(), TestContext.Current.CancellationToken);

        if (NothingToRecognise.ContainsKey(file))
        {
            Assert.Equal(DocumentState.NoText, failure?.State);
            return;
        }

        Assert.True(read is not null, failure?.Message);
        Assert.NotEmpty(read.Blocks);
        Assert.Equal(entry.Pages, read.Pages);
        Assert.Contains(read.Blocks.SelectMany(b => b.Text.Split(' ')), word => word.Length > 3);
    }

    public static TheoryData<string> Scanned()
    {
        var files = new TheoryData<string>();
        foreach (var entry in Manifest().Where(e => e.File.EndsWith(".pdf", StringComparison.Ordinal) && e.Expect is "no-text" or "garbled" or "text-partial")) files.Add(entry.File);
        if (files.Count == 0) files.Add("");
        return files;
    }

    private static void Check(Entry entry, DocumentText? read, DocumentReadException? failure)
    {
        switch (entry.Expect)
        {
            case "text":
                AssertText(entry, read, failure);
                break;
            case "text-partial":
                AssertText(entry, read, failure);
                Assert.NotEmpty(read!.Warnings);
                Assert.NotEmpty(read.PageTroubles);
                break;
            case "no-text":
            case "garbled":
                Assert.Equal(DocumentState.NoText, failure?.State);
                break;
            case "password":
                Assert.Equal(DocumentState.Password, failure?.State);
                break;
            case "damaged":
                Assert.Equal(DocumentState.Damaged, failure?.State);
                break;
            case "damaged-or-text" when read is not null:
                AssertText(entry, read, failure);
                break;
            case "unsupported-or-text":
                Assert.True(read is not null || failure!.State == DocumentState.Unsupported, failure?.Message);
                break;
            case "hostile":
                Assert.True(read is not null || failure!.State is DocumentState.Refused or DocumentState.NoText or DocumentState.Damaged, failure?.Message);
                break;
            case "damaged-or-text":
                Assert.True(failure!.State is DocumentState.Damaged or DocumentState.NoText, failure.Message);
                break;
            default:
                Assert.Fail($"The manifest expects something unknown: {entry.Expect}.");
                break;
        }
    }

    private static void AssertText(Entry entry, DocumentText? read, DocumentReadException? failure)
    {
        Assert.True(read is not null, failure?.Message);
        var text = Fold(string.Join(' ', read.Blocks.Select(b => b.Text)));
        Assert.All(entry.Contains, phrase => Assert.Contains(Fold(phrase), text, StringComparison.Ordinal));
        Assert.DoesNotContain("scriptword", text, StringComparison.Ordinal);
        if (entry.Pages is { } pages && entry.File.EndsWith(".pdf", StringComparison.Ordinal)) Assert.Equal(pages, read.Pages);
    }

    private static async Task<(DocumentText? Read, DocumentReadException? Failure)> Read(Entry entry, ReaderOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var path = Path.Combine(DevelopmentData.Folder!, "robustness", "docs", entry.File);
            return (await new DocumentReaders(options).ReadAsync(path, entry.File, new Recognition(""), cancellationToken), null);
        }
        catch (DocumentReadException e)
        {
            TestContext.Current.SendDiagnosticMessage($"{entry.File} ({entry.Expect}): {e.State}: {e.Message}");
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            return (null, e);
        }
    }

    /// <summary>Phrases are compared without white space and case.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) folded.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return folded.ToString();
    }

    private static List<Entry> Manifest()
    {
        var path = DevelopmentData.Folder is { } folder ? Path.Combine(folder, "robustness", "manifest.jsonl") : null;
        if (!File.Exists(path)) return [];
        return [.. File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<Entry>(l, JsonSerializerOptions.Web)!)];
    }

    private sealed record Entry(string File, string Expect, int? Pages)
    {
        public IReadOnlyList<string> Contains { get; init; } = [];
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Every problem file ends as blocks or as a reason within 30 s, and as its manifest expects where this version reads the format.</summary>
public sealed class RobustnessTests
{
    private static readonly string[] NotReadYet = [".doc"];

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

        var (read, failure) = await Read(entry, limit.Token);

        if (NotReadYet.Contains(Path.GetExtension(file)))
        {
            Assert.NotNull(failure);
            Assert.True(failure.State is DocumentState.Unsupported or DocumentState.Damaged, failure.Message);
            return;
        }

        Check(entry, read, failure);
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
                break;
            case "no-text":
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
            case "damaged-or-text":
                Assert.True(failure!.State is DocumentState.Damaged or DocumentState.NoText, failure.Message);
                break;
            default:
                Assert.True(read is not null || failure is not null);
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

    private static async Task<(DocumentText? Read, DocumentReadException? Failure)> Read(Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            var path = Path.Combine(DevelopmentData.Folder!, "robustness", "docs", entry.File);
            return (await new DocumentReaders(new ReaderOptions()).ReadAsync(path, entry.File, cancellationToken), null);
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

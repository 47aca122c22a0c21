using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Bombs;

namespace RagDocs.Ingest.Tests.Bombs;

/// <summary>Files made to overload: each is refused or read within its limits, and whoever is in the queue beside it is served.</summary>
public sealed class BombTests
{
    private const int HangsAfterSeconds = 30;

    private static readonly DocumentState[] Unreadable = [DocumentState.Refused, DocumentState.Damaged, DocumentState.NoText, DocumentState.Unsupported];

    public static TheoryData<string> Names() => [.. Bomb.All.Where(b => !b.IsHuge).Select(b => b.FileName)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ABombEndsAsBlocksOrAsAReason(string name)
    {
        Assert.SkipWhen(name.EndsWith(".pdf", StringComparison.Ordinal) && ProgramPath.Find("pdftotext") is null, "pdftotext (poppler-utils) is not installed.");
        using var folder = new TempFolder();
        var path = folder.File("stored");
        await File.WriteAllBytesAsync(path, Bomb.All.Single(b => b.FileName == name).Make(), TestContext.Current.CancellationToken);
        using var hang = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        hang.CancelAfter(TimeSpan.FromSeconds(HangsAfterSeconds));

        var fault = await Record.ExceptionAsync(async () => (await new DocumentReaders(new ReaderOptions()).ReadAsync(path, name, hang.Token)).Dispose());

        Assert.True(fault is null or DocumentReadException, fault?.ToString());
        if (fault is DocumentReadException refused) Assert.Contains(refused.State, Unreadable);
    }

    [Theory]
    [InlineData("laughs.docx")]
    [InlineData("entities.docx")]
    [InlineData("laughs.xlsx")]
    [InlineData("entities.xlsx")]
    [InlineData("laughs.odt")]
    [InlineData("entities.odt")]
    [InlineData("laughs.epub")]
    [InlineData("entities.epub")]
    [InlineData("overlap.zip")]
    [InlineData("many.zip")]
    [InlineData("deep.html")]
    [InlineData("flat5.html")]
    [InlineData("deep.json")]
    [InlineData("deep.eml")]
    [InlineData("wide.eml")]
    public async Task WhatIsPlainlyAnAttackIsRefusedAsOne(string name)
    {
        using var folder = new TempFolder();
        var path = folder.File("stored");
        await File.WriteAllBytesAsync(path, Bomb.All.Single(b => b.FileName == name).Make(), TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<DocumentReadException>(() => new DocumentReaders(new ReaderOptions()).ReadAsync(path, name, TestContext.Current.CancellationToken));

        Assert.Equal(DocumentState.Refused, refused.State);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGoodDocumentIsIndexedBesideTheBombs()
    {
        await using var ingest = await IngestServices.CreateAsync();
        string[] names = ["overlap.zip", "nested.zip", "laughs.docx", "entities.xlsx", "deep.html", "deep.json", "deep.eml", "quote.csv"];
        foreach (var name in names) await TakeAsync(ingest, name, Bomb.All.Single(b => b.FileName == name).Make());
        await ingest.TakeAsync("good.txt", "Travel is paid.");

        await ingest.DrainAsync();

        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("good.txt")).State);
        await using var db = ingest.Db();
        var open = await db.Documents.Where(d => d.State == DocumentState.Pending || d.State == DocumentState.Indexing || d.State == DocumentState.Failed).Select(d => d.Path).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(open);
    }

    [Fact]
    public async Task AnArchiveOfEqualArchivesIsOpenedOnceALevel()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "nested.zip", ZipBombs.Nested(5, 16));

        await ingest.DrainAsync();

        await using var db = ingest.Db();
        Assert.Equal(4, await db.Documents.CountAsync(TestContext.Current.CancellationToken));
        Assert.Contains("it is the same archive as one beside it", (await ingest.DocumentAsync("nested.zip")).Reason, StringComparison.Ordinal);
    }

    private static async Task TakeAsync(IngestServices ingest, string path, byte[] content)
    {
        var run = await ingest.Get<Runs>().OpenAsync(RunKind.Upload, "HR", ingest.Source, CancellationToken.None);
        using var stream = new MemoryStream(content);
        await ingest.Get<FileIntake>().TakeAsync(ingest.Source, run, path, stream, null, CancellationToken.None);
    }
}

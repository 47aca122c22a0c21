using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.Ingest.Tests.Readers.Scans;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Queue;

/// <summary>Scans come by the pipeline twice: once for their text, once to be recognised.</summary>
public sealed class RecognitionTests
{
    private static readonly string[] Rules = ["Employees book trains early and keep the ticket.", "Flights need the consent of the manager."];

    [Fact]
    public async Task AMixedDocumentIsSearchableBeforeItsScansAreRecognised()
    {
        Scan.SkipWithoutTesseract();
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, new TinyPage("The first page has text."), await Scan.PageAsync(Rules));

        Assert.NotNull(await OneStepAsync(ingest));

        var waiting = await ingest.DocumentAsync("scan.pdf");
        Assert.Equal((DocumentState.Pending, WorkKind.Recognize, 0), (waiting.State, waiting.Work, waiting.Attempts));
        Assert.Equal("No readable text on page 2. It is being recognised.", waiting.Reason);
        await using var db = ingest.Db();
        Assert.Equal("The first page has text.", (await db.Chunks.SingleAsync(c => c.Searchable)).Text);

        await ingest.DrainAsync();

        var read = await ingest.DocumentAsync("scan.pdf");
        Assert.Equal((DocumentState.Indexed, WorkKind.Read, null), (read.State, read.Work, read.Reason));
        var chunks = await db.Chunks.Where(c => c.Searchable).OrderBy(c => c.Page).ToListAsync();
        Assert.Equal([1, 2], chunks.Select(c => c.Page ?? 0));
        Assert.Contains("consent of the manager", chunks[1].Text, StringComparison.Ordinal);
        Assert.NotNull(chunks[1].WordBoxes);
        Assert.Empty(await db.PageProblems.Where(p => p.VersionId == read.CurrentVersionId).ToListAsync());
    }

    [Fact]
    public async Task AScanWithoutAnyTextLayerBecomesSearchable()
    {
        Scan.SkipWithoutTesseract();
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, await Scan.PageAsync(Rules));

        await ingest.DrainAsync();

        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("scan.pdf")).State);
        await using var db = ingest.Db();
        Assert.Contains("consent of the manager", (await db.Chunks.SingleAsync(c => c.Searchable)).Text, StringComparison.Ordinal);
        Assert.Equal([DocumentState.Pending, DocumentState.Indexed], await db.IngestAttempts.OrderBy(a => a.Id).Select(a => a.Outcome!.Value).ToListAsync());
        Assert.Equal(RunState.Done, (await ingest.Get<Runs>().ListAsync(1, CancellationToken.None)).Single().State);
    }

    [Fact]
    public async Task WithoutRecognitionTheProblemsAreStoredAndRunningItAgainReadsThePages()
    {
        Scan.SkipWithoutTesseract();
        await using var ingest = await IngestServices.CreateAsync();
        var options = ingest.Get<ReaderOptions>();
        options.Ocr = false;
        await TakeAsync(ingest, new TinyPage("The first page has text."), await Scan.PageAsync(Rules));
        await ingest.DrainAsync();
        var before = await ingest.DocumentAsync("scan.pdf");
        Assert.Equal((DocumentState.Partial, "No readable text on page 2."), (before.State, before.Reason));
        await using var db = ingest.Db();
        var problem = await db.PageProblems.SingleAsync(p => p.VersionId == before.CurrentVersionId);
        Assert.Equal((2, PageProblemKind.NoText), (problem.Page, problem.Kind));

        options.Ocr = true;
        await ingest.Get<DocumentActions>().RetryAsync([before.Id], CancellationToken.None);
        await ingest.DrainAsync();

        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("scan.pdf")).State);
    }

    private static async Task TakeAsync(IngestServices ingest, params TinyPage[] pages)
    {
        var run = await ingest.Get<Runs>().OpenAsync(RunKind.Upload, "HR", ingest.Source, CancellationToken.None);
        using var content = new MemoryStream(TinyPdf.FromPages(null, pages));
        await ingest.Get<FileIntake>().TakeAsync(ingest.Source, run, "scan.pdf", content, null, CancellationToken.None);
    }

    /// <summary>What the worker does with the next document, without going on to the one after.</summary>
    private static async Task<LeasedDocument?> OneStepAsync(IngestServices ingest)
    {
        var queue = ingest.Get<DocumentQueue>();
        var document = await queue.ClaimAsync("test", WorkKind.Read, CancellationToken.None) ?? await queue.ClaimAsync("test", WorkKind.Recognize, CancellationToken.None);
        if (document is not null) await ingest.Get<IngestPipeline>().RunAsync(document, CancellationToken.None);
        return document;
    }
}

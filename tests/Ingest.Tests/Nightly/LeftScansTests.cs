using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.Ingest.Tests.Readers.Scans;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Nightly;

/// <summary>Scans that wait for text recognition to be installed.</summary>
public sealed class LeftScansTests
{
    private const string Left = "No readable text on its only page: it looks like a scan. Install the package tesseract-ocr to have scans recognised, then run the document again.";

    [Fact]
    public async Task ScansLeftWithoutRecognitionAreReadInTheNightAfterItWasInstalled()
    {
        Scan.SkipWithoutTesseract();
        await using var ingest = await IngestServices.CreateAsync();
        ingest.Get<ReaderOptions>().Ocr = false;
        await LeaveAsync(ingest, "scan.pdf", TinyPdf.FromPages(null, await Scan.PageAsync("Flights need the consent of the manager.")), Left);
        await LeaveAsync(ingest, "empty.txt", [], "The file is empty.");

        Assert.Equal(0, (await ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None)).Retried);

        ingest.Get<ReaderOptions>().Ocr = true;
        ingest.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None)).Retried);
        Assert.Equal((DocumentState.Indexed, null), await StateAsync(ingest, "scan.pdf"));
        Assert.Equal(DocumentState.NoText, (await StateAsync(ingest, "empty.txt")).State);

        ingest.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None)).Retried);
    }

    /// <summary>As a service without tesseract leaves it.</summary>
    private static async Task LeaveAsync(IngestServices ingest, string name, byte[] file, string reason)
    {
        var run = await ingest.Get<Runs>().OpenAsync(RunKind.Upload, "HR", ingest.Source, CancellationToken.None);
        using var content = new MemoryStream(file);
        await ingest.Get<FileIntake>().TakeAsync(ingest.Source, run, name, content, null, CancellationToken.None);
        await ingest.DrainAsync();
        await using var db = ingest.Db();
        await db.Documents.Where(d => d.Path == name).ExecuteUpdateAsync(d => d.SetProperty(x => x.Reason, reason));
    }

    private static async Task<(DocumentState State, string? Reason)> StateAsync(IngestServices ingest, string name)
    {
        var document = await ingest.DocumentAsync(name);
        return (document.State, document.Reason);
    }
}

using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.Ingest.Tests.Readers.Scans;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Queue;

/// <summary>A picture file from its intake to its page in the viewer.</summary>
public sealed class PictureTests
{
    [Fact]
    public async Task APictureBecomesSearchableAndItsPagesCanBeShown()
    {
        Scan.SkipWithoutTesseract();
        await using var ingest = await IngestServices.CreateAsync();
        var run = await ingest.Get<Runs>().OpenAsync(RunKind.Upload, "HR", ingest.Source, CancellationToken.None);
        var pages = new[] { await Scan.PictureAsync("Employees book trains early."), await Scan.PictureAsync("Flights need the consent of the manager.") };
        using var content = new MemoryStream(TinyTiff.Create(pages));
        await ingest.Get<FileIntake>().TakeAsync(ingest.Source, run, "fax.tif", content, null, CancellationToken.None);

        await ingest.DrainAsync();

        var document = await ingest.DocumentAsync("fax.tif");
        Assert.Equal((DocumentState.Indexed, null), (document.State, document.Reason));
        await using var db = ingest.Db();
        var version = await db.DocumentVersions.SingleAsync(v => v.Id == document.CurrentVersionId);
        Assert.Equal((FileSignature.Tiff, 2), (version.MediaType, version.Pages));
        var chunk = await db.Chunks.SingleAsync(c => c.Searchable && c.Page == 2);
        Assert.Contains("consent of the manager", chunk.Text, StringComparison.Ordinal);
        Assert.NotNull(chunk.WordBoxes);

        var shown = await ingest.Get<PageImages>().GetAsync(document.ContentHash, 2, CancellationToken.None);

        Assert.True(shown.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']));
        await Assert.ThrowsAsync<DocumentReadException>(() => ingest.Get<PageImages>().GetAsync(document.ContentHash, 3, CancellationToken.None));
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Nightly;

public sealed class NightlyReindexTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private IngestServices _ingest = null!;
    private bool _diskIsFull;

    public async ValueTask InitializeAsync()
    {
        var reader = new AskedReader(async (file, cancellationToken) =>
        {
            if (_diskIsFull && file.Name == "unlucky.txt") throw new IOException("No space left on device.");
            if (file.Name == "broken.txt") throw new DocumentReadException(DocumentState.Damaged, "The file is cut short. Add it again.");
            return await File.ReadAllTextAsync(file.Path, cancellationToken);
        });
        _ingest = await IngestServices.CreateAsync(
            new() { ["Ingest:FolderRoots:0"] = _folder.Path, ["Ingest:Attempts"] = "1" }, services => services.AddSingleton(new DocumentReaders([reader])));
        await _ingest.Get<SourceSetup>().AddFolderAsync(_ingest.Collection, _folder.Path, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _ingest.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task TheReportSaysWhatTheNightBroughtAndIsKeptAsAFileToo()
    {
        _folder.Write("leave.txt", "There are 28 days of leave.");
        _folder.Write("broken.txt", "Broken");
        var report = await NightAsync();

        Assert.Equal((2, 0, 0, 0, 1), (report.Added, report.Changed, report.Moved, report.Removed, report.Read));
        var unreadable = Assert.Single(report.Unreadable);
        Assert.Equal(("HR", "broken.txt", DocumentState.Damaged), (unreadable.Collection, unreadable.Path, unreadable.State));
        Assert.Equal((1, 1), (report.Size.Documents, report.Size.Chunks));
        Assert.True(report.Size is { VectorBytes: > 0, DatabaseBytes: > 0, OriginalBytes: > 0 });
        Assert.Empty(report.Check!.Findings);
        Assert.All(report.Steps, step => Assert.Null(step.Problem));
        var kept = await _ingest.Get<ReportWriter>().ReadAsync(report.Run, CancellationToken.None);
        Assert.Equal((report.Run, report.Unreadable[0], report.Size), (kept!.Run, kept.Unreadable[0], kept.Size));
        var file = await File.ReadAllTextAsync(Path.Combine(_ingest.DataFolder, "reports", "2026-03-02.md"));
        Assert.Contains("- HR / broken.txt: The file is cut short. Add it again.", file, StringComparison.Ordinal);
        Assert.Equal(RunState.Done, (await _ingest.Get<Runs>().ListAsync(1, CancellationToken.None)).Single().State);
    }

    [Fact]
    public async Task EveryRunOfADayKeepsItsOwnFile()
    {
        _folder.Write("leave.txt", "There are 28 days of leave.");
        await NightAsync();
        await NightAsync();
        _ingest.Time.Advance(TimeSpan.FromDays(1));
        await NightAsync();

        var reports = Path.Combine(_ingest.DataFolder, "reports");
        Assert.Equal(["2026-03-02-2.md", "2026-03-02.md", "2026-03-03.md"], Directory.GetFiles(reports).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("| 1 | 0 | 0 | 0 |", await File.ReadAllTextAsync(Path.Combine(reports, "2026-03-02.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatFailedForAReasonThatMayPassIsTriedAgainAndADamagedFileIsNot()
    {
        _diskIsFull = true;
        _folder.Write("unlucky.txt", "Unlucky");
        _folder.Write("broken.txt", "Broken");
        var first = await NightAsync();
        Assert.Equal((1, 1), (first.FailedCount, first.UnreadableCount));

        _diskIsFull = false;
        var second = await NightAsync();

        Assert.Equal((1, 0, 0), (second.Retried, second.FailedCount, second.UnreadableCount));
        Assert.Equal(DocumentState.Indexed, (await _ingest.DocumentAsync("unlucky.txt")).State);
        Assert.Equal(1, second.NeedYou);
    }

    [Fact]
    public async Task ARunThatWasKilledIsTakenUpUnderItsOwnLine()
    {
        _folder.Write("a.txt", "A text.");
        var left = await _ingest.Get<NightlyRuns>().OpenAsync(CancellationToken.None);
        await _ingest.Get<FolderSync>().RunNightlyAsync(left, CancellationToken.None);
        _ingest.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.True(await _ingest.Get<NightlyRuns>().WasLeftAsync(CancellationToken.None));

        var report = await NightAsync();

        Assert.Equal((left, 1, 1), (report.Run, report.Added, report.Unchanged));
        Assert.False(await _ingest.Get<NightlyRuns>().WasLeftAsync(CancellationToken.None));
        Assert.Single(await _ingest.Get<Runs>().ListAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task OnlyOneNightlyRunIsUnderWayInAllProcesses()
    {
        await using var other = _ingest.Beside();
        using (_ingest.Get<NightlyRuns>().Take())
        {
            await Assert.ThrowsAsync<NightlyRunningException>(() => other.Get<NightlyReindex>().RunAsync(CancellationToken.None));
        }

        Assert.NotNull(await other.Get<NightlyReindex>().RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AStepThatBreaksOffIsToldAndTheOthersGoOn()
    {
        _folder.Write("a.txt", "A text.");
        await NightAsync();
        // There are change lines to be trimmed, which only the purge does, and they cannot be.
        await using (var db = _ingest.Db())
        {
            await db.Database.ExecuteSqlRawAsync("""
                INSERT INTO "IndexChanges" ("DocumentId")
                WITH RECURSIVE line(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM line WHERE n < 10100) SELECT 1 FROM line
                """);
            await db.Database.ExecuteSqlRawAsync("""CREATE TRIGGER kept BEFORE DELETE ON "IndexChanges" BEGIN SELECT RAISE(ABORT, 'kept'); END""");
        }

        var report = await NightAsync();

        Assert.NotNull(report.Steps.Single(s => s.Step == NightlyStep.Purge).Problem);
        Assert.All(report.Steps.Where(s => s.Step != NightlyStep.Purge), step => Assert.Null(step.Problem));
        Assert.NotNull(report.Check);
        Assert.Contains("Not every step went through", MorningReportText.Of(report, TimeZoneInfo.Utc), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelingTheRunEndsItsSteps()
    {
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reader = new AskedReader(async (_, cancellationToken) =>
        {
            reading.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return "";
        });
        await using var ingest = _ingest.Beside(replace: services => services.AddSingleton(new DocumentReaders([reader])));
        _folder.Write("slow.txt", "Slow");
        var night = ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None);
        await reading.Task;

        await _ingest.Get<Runs>().CancelAsync((await _ingest.DocumentAsync("slow.txt")).RunId!.Value, CancellationToken.None);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => night.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal(RunState.Canceled, (await _ingest.Get<Runs>().ListAsync(1, CancellationToken.None)).Single().State);
    }

    [Fact]
    public async Task ADocumentWithoutVectorsIsReadAgainAndIsWholeTheNextNight()
    {
        _folder.Write("a.txt", "A text.");
        await NightAsync();
        await using (var db = _ingest.Db()) await db.ChunkVectors.ExecuteDeleteAsync();

        var found = await NightAsync();
        await _ingest.DrainAsync();

        Assert.Equal((IndexFault.VectorMissing, true), (Assert.Single(found.Check!.Findings).Fault, found.Check.Findings[0].Repaired));
        Assert.Empty((await NightAsync()).Check!.Findings);
    }

    [Fact]
    public async Task AnOriginalThatIsGoneIsTakenFromItsFolderAgain()
    {
        _folder.Write("a.txt", "A text.");
        await NightAsync();
        var original = _ingest.Get<Originals>().PathOf((await _ingest.DocumentAsync("a.txt")).ContentHash);
        File.Delete(original);

        Assert.Equal(IndexFault.OriginalMissing, Assert.Single((await NightAsync()).Check!.Findings).Fault);
        Assert.Empty((await NightAsync()).Check!.Findings);

        Assert.True(File.Exists(original));
    }

    private async Task<MorningReport> NightAsync()
    {
        _ingest.Time.Advance(TimeSpan.FromMinutes(10));
        return await _ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None);
    }
}

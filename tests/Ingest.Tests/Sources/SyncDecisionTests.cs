using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Sources;

/// <summary>What a person decides about a source: go ahead, pause, try out, disconnect.</summary>
public sealed class SyncDecisionTests
{
    [Fact]
    public async Task APersonMayGoAheadWithTheRemovalsTheyHaveSeenAndNoMore()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        for (var i = 0; i < 10; i++) folder.Write($"{i}.txt", $"Text {i}");
        await folder.SyncAsync();
        for (var i = 0; i < 6; i++) folder.Delete($"{i}.txt");
        var stopped = await folder.SyncAsync();
        Assert.True(stopped.NeedsDecision);
        folder.Delete("6.txt");
        Assert.True((await folder.SyncAsync(acceptedRemovals: 6)).NeedsDecision);
        Assert.Equal(10, (await folder.PathsAsync()).Count);

        Assert.Null((await folder.SyncAsync(acceptedRemovals: 7)).Problem);
        Assert.Equal(["7.txt", "8.txt", "9.txt"], await folder.PathsAsync());
        await using var db = folder.Ingest.Db();
        Assert.Null((await db.Sources.SingleAsync(s => s.Id == folder.Source)).LastSyncProblem);
    }

    [Fact]
    public async Task AnEmptyFolderIsTakenForAnUnmountedShareAlsoWhenItHeldLittle()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("a.txt", "A");
        folder.Write("b.txt", "B");
        await folder.SyncAsync();
        folder.Delete("a.txt");
        folder.Delete("b.txt");
        Assert.True((await folder.SyncAsync()).NeedsDecision);
        Assert.Equal(["a.txt", "b.txt"], await folder.PathsAsync());
    }

    [Fact]
    public async Task ADryRunSaysWhatASyncWouldDoAndDoesNothing()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("stays.txt", "Stays");
        folder.Write("moves.txt", "Moves");
        await folder.SyncAsync();
        folder.Move("moves.txt", "moved.txt");
        folder.Write("new.txt", "New");
        var would = await folder.Ingest.Get<FolderSync>().CompareAsync(folder.Source, CancellationToken.None);
        Assert.Equal((1, 1, 0, 1), (would.Added.Count, would.Moved.Count, would.Removed.Count, would.Unchanged.Count));
        Assert.Equal(["moves.txt", "stays.txt"], await folder.PathsAsync());
        var narrower = await folder.Ingest.Get<FolderSync>().CompareAsync(folder.Source, "", "new*", CancellationToken.None);
        Assert.Empty(narrower.Added);
    }

    [Fact]
    public async Task APausedSourceIsNeitherSyncedNorWorkedOnUntilItIsResumed()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("a.txt", "Waiting");
        await folder.Ingest.Get<FolderSync>().RunAsync(folder.Source, CancellationToken.None);
        var actions = folder.Ingest.Get<SourceActions>();
        await actions.PauseAsync(folder.Source, CancellationToken.None);
        folder.Write("b.txt", "Later");
        Assert.NotNull((await folder.SyncAsync()).Problem);
        await folder.SyncAtNightAsync();
        await folder.Ingest.DrainAsync();
        Assert.Equal(DocumentState.Pending, (await folder.DocumentAsync("a.txt")).State);
        Assert.Equal(["a.txt"], await folder.PathsAsync());

        await actions.ResumeAsync(folder.Source, CancellationToken.None);
        await folder.SyncAsync();
        Assert.Equal(DocumentState.Indexed, (await folder.DocumentAsync("a.txt")).State);
        Assert.Equal(["a.txt", "b.txt"], await folder.PathsAsync());
    }

    [Fact]
    public async Task CancelingTheRunStopsTheSyncAndTheNextOneTakesTheRest()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        for (var i = 0; i < 700; i++) folder.Write($"{i}.txt", $"Text {i}");
        var sync = folder.Ingest.Get<FolderSync>().RunAsync(folder.Source, CancellationToken.None);
        var runs = folder.Ingest.Get<Runs>();
        IReadOnlyList<RunLine> begun;
        while ((begun = await runs.ListAsync(1, CancellationToken.None)).Count == 0) await Task.Delay(1);
        await runs.CancelAsync(begun[0].Id, CancellationToken.None);

        Assert.NotNull((await sync).Problem);
        Assert.InRange((await folder.PathsAsync()).Count, 0, 699);
        Assert.Equal(RunState.Canceled, (await folder.LastRunAsync()).State);
        await folder.Ingest.Get<FolderSync>().RunAsync(folder.Source, CancellationToken.None);
        Assert.Equal(700, (await folder.PathsAsync()).Count);
    }

    [Fact]
    public async Task ADisconnectedSourceLeavesTheSearchButCitationsStillOpenWhatWasRead()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("a.txt", "Text of the folder.");
        await folder.SyncAsync();
        await folder.Ingest.TakeAsync("a.txt", "Text that was uploaded.");
        await folder.Ingest.DrainAsync();

        Assert.Equal(1, await folder.Ingest.Get<SourceActions>().RemoveAsync(folder.Source, CancellationToken.None));

        await using var db = folder.Ingest.Db();
        Assert.False(await db.Sources.AnyAsync(s => s.Id == folder.Source));
        Assert.Equal("Text that was uploaded.", (await db.Chunks.SingleAsync(c => c.Searchable)).Text);
        Assert.Equal("Text of the folder.", (await db.Chunks.SingleAsync(c => !c.Searchable)).Text);
        Assert.True(File.Exists(folder.Full("a.txt")));
    }

    [Fact]
    public async Task AFolderWithAScheduleOfItsOwnIsNotPartOfTheNightlyRun()
    {
        await using var folder = await SyncedFolder.CreateAsync(new FolderSettings(Cron: "0 0/30 * * * ?", TimeZone: "Europe/Berlin"));
        folder.Write("a.txt", "Text");
        await folder.SyncAtNightAsync();
        Assert.Empty(await folder.PathsAsync());
    }

    [Theory]
    [InlineData("every day", null)]
    [InlineData("* * * * * ?", null)]
    [InlineData("0 0 2 * * ? 2001", null)]
    [InlineData("0 0 2 * * ?", "Europe/Nowhere")]
    public void AScheduleThatCannotBeMeantIsRefused(string cron, string? zone) =>
        Assert.Throws<SetupException>(() => new FolderSettings(Cron: cron, TimeZone: zone).Checked(TimeProvider.System));

    [Fact]
    public async Task TheListSaysWhatEachSourceHoldsAndHowItsLastSyncWent()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("a.txt", "Text");
        folder.Write("bad.pdf", "%PDF-1.7 and nothing else");
        await folder.SyncAsync();
        var line = (await folder.Ingest.Get<SourceActions>().ListAsync(CancellationToken.None)).Single();
        Assert.Equal((SourceKind.Folder, 2, 0, 1), (line.Kind, line.Documents, line.Waiting, line.NeedsYou));
        Assert.Equal((2, RunState.Done), (line.LastRun!.Report.Added, line.LastRun.State));
    }
}

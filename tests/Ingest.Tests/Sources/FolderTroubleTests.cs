using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Sources;

/// <summary>Folders as they really are: unreadable, changing, linked, oddly named.</summary>
public sealed class FolderTroubleTests
{
    [Fact]
    public async Task PatternsChooseAndADocumentTheyLeaveOutLaterIsRemoved()
    {
        await using var folder = await SyncedFolder.CreateAsync(new FolderSettings("*.txt\n*.md", "drafts/"));
        foreach (var path in new[] { "a.txt", "b.md", "c.log", "drafts/d.txt" }) folder.Write(path, $"Text of {path}");
        await folder.SyncAsync();
        Assert.Equal(["a.txt", "b.md"], await folder.PathsAsync());

        await folder.Ingest.Get<SourceActions>().ChangeAsync(folder.Source, new FolderSettings("*.txt"), CancellationToken.None);
        await folder.SyncAsync();
        Assert.Equal(["a.txt", "drafts/d.txt"], await folder.PathsAsync());
    }

    [Fact]
    public async Task ATooLargeFileIsNamedInTheRunsLineAndTheOthersAreTaken()
    {
        await using var folder = await SyncedFolder.CreateAsync(options: new() { ["Ingest:MaxFileBytes"] = "1048576" });
        folder.Write("large.txt", new string('x', 1048577));
        folder.Write("small.txt", "Small");
        var changes = await folder.SyncAsync();

        Assert.Equal("large.txt", Assert.Single(changes.Skipped).Path);
        Assert.Equal(["small.txt"], await folder.PathsAsync());
        var run = await folder.LastRunAsync();
        Assert.Equal(RunState.Done, run.State);
        Assert.Contains("large.txt: The file is larger than the 1 MB", run.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatMayNotBeReadIsNamedAndItsDocumentsStay()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Everything may be read by this account.");
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("closed/a.txt", "Text");
        folder.Write("open.txt", "Open");
        await folder.SyncAsync();
        File.SetUnixFileMode(Path.Combine(folder.Path, "closed"), UnixFileMode.None);
        var changes = await folder.SyncAsync();
        File.SetUnixFileMode(Path.Combine(folder.Path, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal("closed/", Assert.Single(changes.Skipped).Path);
        Assert.Empty(changes.Removed);
        Assert.Equal(["closed/a.txt", "open.txt"], await folder.PathsAsync());
    }

    [Fact]
    public async Task WhatCannotBeListedIsNotTakenForRemoved()
    {
        using var folder = new TempFolder();
        folder.Write("seen.txt", "Seen");
        KnownFile[] known = [new(1, "closed/deep/a.txt", 1, null, "h"), new(2, "gone.txt", 1, null, "h"), new(3, "odd.txt", 1, null, "h")];
        var listed = FolderListing.List(folder.Path, PathPatterns.Parse("", ""), null, CancellationToken.None)!;
        var contents = listed with { Skipped = [new SkippedFile("closed/", "Closed."), new SkippedFile("odd.txt", "Odd.")] };

        var changes = await new FolderComparison(folder.Path, contents, known, [], null).RunAsync(CancellationToken.None);

        Assert.Equal(["gone.txt"], changes.Removed.Select(r => r.Path));
        Assert.Equal(["closed/deep/a.txt", "odd.txt"], changes.Unchanged.Select(r => r.Path));
    }

    [Fact]
    public async Task AFileThatChangesWhileItIsReadIsLeftForTheNextSyncAsAWhole()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("growing.txt", "First half.");
        await folder.SyncAsync();
        var before = await folder.DocumentAsync("growing.txt");
        // Written on and on, as a copy over a slow line would be.
        folder.Write("growing.txt", new string('a', 8 << 20));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            using var file = new FileStream(folder.Full("growing.txt"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            while (!stop.IsCancellationRequested)
            {
                file.WriteByte((byte)'b');
                file.Flush();
            }
        });
        var changes = await folder.SyncAsync();
        await stop.CancelAsync();
        await writing;

        Assert.Equal("growing.txt", Assert.Single(changes.Skipped).Path);
        Assert.Equal(before.ContentHash, (await folder.DocumentAsync("growing.txt")).ContentHash);
        Assert.Empty((await folder.SyncAsync()).Skipped);
        Assert.Equal(new FileInfo(folder.Full("growing.txt")).Length, (await folder.DocumentAsync("growing.txt")).SizeBytes);
    }

    [Fact]
    public async Task TwoNamesThatOnlyDifferInUnicodeFormAreOneDocumentAndTheOtherIsNamed()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("re\u0301sume\u0301.txt", "Apart");
        await folder.SyncAsync();
        var id = (await folder.DocumentAsync("r\u00e9sum\u00e9.txt")).Id;
        // The share's server now writes composed names: the same file, the same document.
        folder.Move("re\u0301sume\u0301.txt", "r\u00e9sum\u00e9.txt");
        Assert.Single((await folder.SyncAsync()).Unchanged);
        folder.Write("re\u0301sume\u0301.txt", "Both");
        Assert.Equal("r\u00e9sum\u00e9.txt", Assert.Single((await folder.SyncAsync()).Skipped).Path);
        Assert.Equal(id, (await folder.DocumentAsync("r\u00e9sum\u00e9.txt")).Id);
    }

    [Fact]
    public async Task NamesThatDifferInCaseAreTwoDocuments()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("Plan.txt", "Large");
        folder.Write("plan.txt", "Small");
        await folder.SyncAsync();
        Assert.Equal(["Plan.txt", "plan.txt"], await folder.PathsAsync());
    }

    [Fact]
    public async Task VeryLongNamesAreTakenAndLongerPathsThanThatAreNamed()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        var name = new string('n', 250);
        folder.Write($"{name}.txt", "Long");
        folder.Write($"{name}/{name}/{name}/{name}/deep.txt", "Longer");
        var changes = await folder.SyncAsync();
        Assert.Equal([$"{name}.txt"], await folder.PathsAsync());
        Assert.EndsWith("/deep.txt", Assert.Single(changes.Skipped).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALinkPutInTheWayAfterListingIsNotFollowed()
    {
        using var outside = new TempFolder();
        using var inside = new TempFolder();
        var secret = outside.Write("secret.txt", "Secret");
        var path = inside.Write("plain.txt", "Plain!");
        var listed = FolderListing.List(inside.Path, PathPatterns.Parse("", ""), null, CancellationToken.None)!.Files.Single();
        File.Delete(path);
        File.CreateSymbolicLink(path, secret);
        Assert.Throws<IOException>(() => FolderFile.Open(FolderFile.RealPath(inside.Path), listed));
    }

    [Fact]
    public async Task APipeDoesNotHoldUpTheSync()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("a.txt", "Text");
        using (var made = Process.Start("mkfifo", folder.Full("pipe.txt"))) await made.WaitForExitAsync();
        await folder.SyncAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(DocumentState.Indexed, (await folder.DocumentAsync("a.txt")).State);
    }

    [Fact]
    public async Task ATouchedFileIsReadOnceAndThenKnownByItsNewTime()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("a.txt", "Text");
        await folder.SyncAsync();
        File.SetLastWriteTimeUtc(folder.Full("a.txt"), new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Single((await folder.SyncAsync()).Unchanged);
        Assert.Equal(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero), (await folder.DocumentAsync("a.txt")).SourceModifiedAt);
        await using var db = folder.Ingest.Db();
        Assert.Equal(1, await db.DocumentVersions.CountAsync());
    }
}

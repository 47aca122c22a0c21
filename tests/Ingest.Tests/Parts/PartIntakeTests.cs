using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources;
using RagDocs.Ingest.Tests.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Parts;

/// <summary>Files inside files as documents of their own, through the real queue and pipeline.</summary>
public sealed class PartIntakeTests
{
    private static readonly (string, string)[] Two = [("a.txt", "Travel is paid."), ("sub/b.txt", "Meals are not.")];

    [Fact]
    public async Task MembersOfAnArchiveAreDocumentsUnderItsPath()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "rules.zip", ReaderFiles.Zip(Two));

        var archive = await ingest.DocumentAsync("rules.zip");
        var member = await ingest.DocumentAsync("rules.zip/sub/b.txt");
        Assert.Equal((DocumentState.Indexed, null), (archive.State, archive.Reason));
        Assert.Equal((DocumentState.Indexed, archive.Id, archive.SourceId, archive.CollectionId), (member.State, member.ParentId, member.SourceId, member.CollectionId));
        Assert.Equal(["Meals are not."], await SearchableAsync(ingest, member.Id));
    }

    [Fact]
    public async Task OnlyWhatChangedInANewVersionIsReadAgain()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "rules.zip", ReaderFiles.Zip([.. Two, ("c.txt", "Gone tomorrow.")]));
        var before = await ingest.DocumentAsync("rules.zip/a.txt");

        await TakeAsync(ingest, "rules.zip", ReaderFiles.Zip(("a.txt", "Travel is paid."), ("sub/b.txt", "Meals are paid too."), ("d.txt", "New.")));

        Assert.Equal(before.CurrentVersionId, (await ingest.DocumentAsync("rules.zip/a.txt")).CurrentVersionId);
        Assert.Equal(["Meals are paid too."], await SearchableAsync(ingest, (await ingest.DocumentAsync("rules.zip/sub/b.txt")).Id));
        Assert.NotNull((await ingest.DocumentAsync("rules.zip/c.txt")).RemovedAt);
        Assert.Empty(await SearchableAsync(ingest, (await ingest.DocumentAsync("rules.zip/c.txt")).Id));
        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("rules.zip/d.txt")).State);
    }

    [Fact]
    public async Task AMemberThatCameBackIsSearchedAgain()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "rules.zip", ReaderFiles.Zip(Two));
        await TakeAsync(ingest, "rules.zip", ReaderFiles.Zip(Two[..1]));
        await TakeAsync(ingest, "rules.zip", ReaderFiles.Zip(Two));

        Assert.Equal(["Meals are not."], await SearchableAsync(ingest, (await ingest.DocumentAsync("rules.zip/sub/b.txt")).Id));
    }

    [Fact]
    public async Task PartsGoAndComeBackWithTheirContainer()
    {
        await using var ingest = await IngestServices.CreateAsync();
        var inner = ReaderFiles.Zip(Two);
        await TakeAsync(ingest, "outer.zip", ReaderFiles.Zip(("inner.zip", inner), ("c.txt", "x"u8.ToArray())));
        var alone = await ingest.DocumentAsync("outer.zip/c.txt");
        await ingest.Get<DocumentActions>().RemoveAsync([alone.Id], CancellationToken.None);
        ingest.Time.Advance(TimeSpan.FromMinutes(1));

        var outer = await ingest.DocumentAsync("outer.zip");
        await ingest.Get<DocumentActions>().RemoveAsync([outer.Id], CancellationToken.None);
        var deepest = await ingest.DocumentAsync("outer.zip/inner.zip/a.txt");
        Assert.NotNull(deepest.RemovedAt);
        Assert.Empty(await SearchableAsync(ingest, deepest.Id));

        await ingest.Get<DocumentActions>().RestoreAsync([outer.Id], CancellationToken.None);
        Assert.Equal(["Travel is paid."], await SearchableAsync(ingest, deepest.Id));
        Assert.NotNull((await ingest.DocumentAsync("outer.zip/c.txt")).RemovedAt);
    }

    [Fact]
    public async Task ContainersDeeperThanTheLimitSayThatTheyWereNotOpened()
    {
        await using var ingest = await IngestServices.CreateAsync(new() { ["Ingest:MaxPartDepth"] = "2" });
        await TakeAsync(ingest, "1.zip", ReaderFiles.Zip(("2.zip", ReaderFiles.Zip(("3.zip", ReaderFiles.Zip(Two))))));

        var third = await ingest.DocumentAsync("1.zip/2.zip/3.zip");
        Assert.Equal(DocumentState.Partial, third.State);
        Assert.Contains("2 files inside were not read", third.Reason, StringComparison.Ordinal);
        Assert.False(await AnyBelowAsync(ingest, third.Id));
    }

    [Fact]
    public async Task NamesThatLeaveTheFolderAreLeftOutWithThatReason()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "slip.zip", ReaderFiles.Zip(("../../etc/passwd", "x"), ("/root.txt", "x"), ("C:\\boot.txt", "x"), ("..\\up.txt", "x"), ("good.txt", "Good.")));

        var archive = await ingest.DocumentAsync("slip.zip");
        Assert.Equal(DocumentState.Partial, archive.State);
        Assert.Contains("“../../etc/passwd” was left out: the path leaves its folder.", archive.Reason, StringComparison.Ordinal);
        Assert.Contains("“/root.txt” was left out: the path is absolute", archive.Reason, StringComparison.Ordinal);
        Assert.Contains("“C:\\boot.txt” was left out: the path names a drive", archive.Reason, StringComparison.Ordinal);
        Assert.Equal(["slip.zip/good.txt"], await PathsBelowAsync(ingest, archive.Id));
    }

    [Fact]
    public async Task MembersOfTheSameNameAreNumbered()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "a.zip", ReaderFiles.Zip(("x.txt", "One."), ("x.txt", "Two."), ("./x.txt", "Three.")));

        Assert.Equal(["a.zip/x (2).txt", "a.zip/x (3).txt", "a.zip/x.txt"], await PathsBelowAsync(ingest, (await ingest.DocumentAsync("a.zip")).Id));
    }

    [Fact]
    public async Task MorePartsThanAreTakenAreSaidToBeLeftOut()
    {
        await using var ingest = await IngestServices.CreateAsync(new() { ["Ingest:MaxParts"] = "3" });
        var inner = ReaderFiles.Zip(("p.txt", "P."), ("q.txt", "Q."), ("r.txt", "R."));
        await TakeAsync(ingest, "a.zip", ReaderFiles.Zip(("inner.zip", inner), ("z.txt", "Z."u8.ToArray())));

        var archive = await ingest.DocumentAsync("a.zip/inner.zip");
        Assert.Equal(["a.zip/inner.zip/p.txt"], await PathsBelowAsync(ingest, archive.Id));
        Assert.Contains("“q.txt” and what follows it were left out", archive.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedMemberIsLeftOutAndTheOthersAreTaken()
    {
        var zip = ReaderFiles.Zip(("bad.txt", new string('x', 5_000)), ("good.txt", "Good."));
        zip.AsSpan(zip.AsSpan().IndexOf("bad.txt"u8) + 7, 12).Fill(0xFF);
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "a.zip", zip);

        var archive = await ingest.DocumentAsync("a.zip");
        Assert.Contains("“bad.txt” was left out", archive.Reason, StringComparison.Ordinal);
        Assert.Equal(["a.zip/good.txt"], await PathsBelowAsync(ingest, archive.Id));
    }

    [Fact]
    public async Task AnArchiveMovedInItsFolderKeepsItsPartsAndTheyMoveWithIt()
    {
        await using var ingest = await IngestServices.CreateAsync();
        using var folder = new TestSupport.TempFolder();
        var source = await AddFolderAsync(ingest, folder.Path);
        await File.WriteAllBytesAsync(folder.File("rules.zip"), ReaderFiles.Zip(Two), TestContext.Current.CancellationToken);
        await ingest.Get<FolderSync>().RunAsync(source, CancellationToken.None);
        await ingest.DrainAsync();
        var before = await ingest.DocumentAsync("rules.zip/a.txt");

        File.Move(folder.File("rules.zip"), folder.File("old/rules 2025.zip"));
        var changes = await ingest.Get<FolderSync>().RunAsync(source, CancellationToken.None);
        await ingest.DrainAsync();

        Assert.Equal((1, 0, 0), (changes.Moved.Count, changes.Added.Count, changes.Removed.Count));
        var after = await ingest.DocumentAsync("old/rules 2025.zip/a.txt");
        Assert.Equal((before.Id, before.CurrentVersionId, null), (after.Id, after.CurrentVersionId, after.RemovedAt));
    }

    [Fact]
    public async Task ASyncSeesPartsAsNeitherNewNorGone()
    {
        await using var ingest = await IngestServices.CreateAsync();
        using var folder = new TestSupport.TempFolder();
        var source = await AddFolderAsync(ingest, folder.Path);
        await File.WriteAllBytesAsync(folder.File("rules.zip"), ReaderFiles.Zip(Two), TestContext.Current.CancellationToken);
        await ingest.Get<FolderSync>().RunAsync(source, CancellationToken.None);
        await ingest.DrainAsync();

        var changes = await ingest.Get<FolderSync>().CompareAsync(source, CancellationToken.None);

        Assert.Equal((0, 0, 0, 1), (changes.Added.Count, changes.Changed.Count, changes.Removed.Count, changes.Unchanged.Count));
    }

    [Fact]
    public async Task RunningAContainerAgainReadsTheFailedPartsAgain()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "a.zip", ReaderFiles.Zip(("good.txt", "Good."), ("bad.txt", "Bad.")));
        var (good, bad) = (await ingest.DocumentAsync("a.zip/good.txt"), await ingest.DocumentAsync("a.zip/bad.txt"));
        await using (var db = ingest.Db())
        {
            await db.Documents.Where(d => d.Id == bad.Id).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DocumentState.Failed), TestContext.Current.CancellationToken);
        }

        await ingest.Get<DocumentActions>().RetryAsync([(await ingest.DocumentAsync("a.zip")).Id], CancellationToken.None);
        await ingest.DrainAsync();

        Assert.Equal(good.CurrentVersionId, (await ingest.DocumentAsync("a.zip/good.txt")).CurrentVersionId);
        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("a.zip/bad.txt")).State);
    }

    [Fact]
    public async Task CancelingARunCancelsThePartsItHasFound()
    {
        await using var ingest = await IngestServices.CreateAsync();
        var intake = await QueueAsync(ingest, "a.zip", ReaderFiles.Zip(Two));
        var worker = await ClaimAsync(ingest);
        await ingest.Get<IngestPipeline>().RunAsync(worker, CancellationToken.None);
        await using var db = ingest.Db();
        var run = await db.Documents.Where(d => d.Id == intake.DocumentId).Select(d => d.RunId).SingleAsync(TestContext.Current.CancellationToken);

        await ingest.Get<Runs>().CancelAsync(run!.Value, CancellationToken.None);
        await ingest.DrainAsync();

        Assert.Equal(DocumentState.Canceled, (await ingest.DocumentAsync("a.zip/a.txt")).State);
    }

    [Fact]
    public async Task AWorkerThatDiedBetweenPartsAndIndexLeavesNothingTwice()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await QueueAsync(ingest, "a.zip", ReaderFiles.Zip(Two));
        var dead = await ClaimAsync(ingest);
        var found = (await ingest.Get<Ingest.Readers.DocumentReaders>().ReadAsync(ingest.Get<Originals>().PathOf(dead.ContentHash), "a.zip", CancellationToken.None)).Embedded;
        await ingest.Get<Ingest.Parts.PartIntake>().TakeAsync(dead, [found[0]], CancellationToken.None);
        ingest.Time.Advance(TimeSpan.FromMinutes(5));

        await ingest.DrainAsync();

        var archive = await ingest.DocumentAsync("a.zip");
        Assert.Equal(["a.zip/a.txt", "a.zip/sub/b.txt"], await PathsBelowAsync(ingest, archive.Id));
        await using var db = ingest.Db();
        Assert.Equal(3, await db.DocumentVersions.CountAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<LeaseLostException>(() => ingest.Get<Ingest.Parts.PartIntake>().TakeAsync(dead, [], CancellationToken.None));
        Assert.Null((await ingest.DocumentAsync("a.zip/a.txt")).RemovedAt);
    }

    [Fact]
    public async Task AnAttachmentOfAMailInAnArchiveIsFound()
    {
        const string Mail = "From: a\r\nSubject: Offer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee file.\r\n--b\r\nContent-Type: text/plain; name=offer.txt\r\nContent-Disposition: attachment\r\n\r\nTen francs.\r\n--b--";
        await using var ingest = await IngestServices.CreateAsync();
        await TakeAsync(ingest, "a.zip", ReaderFiles.Zip(("mail/one.eml", Mail)));

        Assert.Equal(["Ten francs."], await SearchableAsync(ingest, (await ingest.DocumentAsync("a.zip/mail/one.eml/offer.txt")).Id));
    }

    private static async Task<IntakeResult> QueueAsync(IngestServices ingest, string path, byte[] content)
    {
        var run = await ingest.Get<Runs>().OpenAsync(RunKind.Upload, "HR", ingest.Source, CancellationToken.None);
        using var stream = new MemoryStream(content);
        return await ingest.Get<FileIntake>().TakeAsync(ingest.Source, run, path, stream, null, CancellationToken.None);
    }

    private static async Task TakeAsync(IngestServices ingest, string path, byte[] content)
    {
        await QueueAsync(ingest, path, content);
        await ingest.DrainAsync();
    }

    private static async Task<LeasedDocument> ClaimAsync(IngestServices ingest) => (await ingest.Get<DocumentQueue>().ClaimAsync("worker", WorkKind.Read, CancellationToken.None))!;

    private static async Task<long> AddFolderAsync(IngestServices ingest, string path)
    {
        await using var db = ingest.Db();
        var source = new Source { CollectionId = ingest.Collection, Kind = SourceKind.Folder, FolderPath = path };
        db.Add(source);
        await db.SaveChangesAsync();
        return source.Id;
    }

    private static async Task<List<string>> SearchableAsync(IngestServices ingest, long documentId)
    {
        await using var db = ingest.Db();
        return await db.Chunks.Where(c => c.DocumentId == documentId && c.Searchable).OrderBy(c => c.Ordinal).Select(c => c.Text).ToListAsync();
    }

    private static async Task<List<string>> PathsBelowAsync(IngestServices ingest, long parent)
    {
        await using var db = ingest.Db();
        return await db.Documents.Where(d => d.ParentId == parent && d.RemovedAt == null).OrderBy(d => d.Path).Select(d => d.Path).ToListAsync();
    }

    private static async Task<bool> AnyBelowAsync(IngestServices ingest, long parent) => (await PathsBelowAsync(ingest, parent)).Count > 0;
}

using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Cli;

/// <summary>Takes files and folders into a collection, works through the queue, and prints one line a file.</summary>
internal static class IngestCommand
{
    private static readonly Argument<string[]> Paths = new("path") { Description = "Files or folders", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Into = new("--collection") { Description = "Collection, made when there is none of this name", Required = true };
    private static readonly Option<bool> Open = new("--open") { Description = "Let everybody who can sign in read the collection" };

    public static Command Create()
    {
        var command = new Command("ingest", "Reads and indexes files or folders") { Paths, Into, Open };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var files = command.GetValue(Paths)!.SelectMany(FilesBelow).ToList();
        var reports = await IngestAsync(services, files, command.GetValue(Into)!, command.GetValue(Open), cancellationToken);
        foreach (var report in reports) Console.WriteLine(command.GetValue(CommonOptions.Json) ? CommandServices.ToJson(report) : Line(report));
        return reports.All(r => r.State is DocumentState.Indexed or DocumentState.Partial) ? CommandLine.Done : CommandLine.Failed;
    }

    /// <summary>Indexes files under their paths and reports in their order; also what `eval` does.</summary>
    public static async Task<IReadOnlyList<IngestReport>> IngestAsync(
        CommandServices services, IReadOnlyList<NamedFile> files, string collection, bool open, CancellationToken cancellationToken)
    {
        var setup = services.Get<SourceSetup>();
        var collectionId = await setup.FindOrAddCollectionAsync(collection, cancellationToken);
        await using var db = await services.Get<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync(cancellationToken);
        if (open) await db.Collections.Where(c => c.Id == collectionId).ExecuteUpdateAsync(c => c.SetProperty(x => x.OpenToEveryone, true), cancellationToken);
        var source = await setup.UploadSourceAsync(collectionId, cancellationToken) ?? throw new UsageException($"“{collection}” takes no uploads.");
        var run = await services.Get<Runs>().OpenAsync(RunKind.CommandLine, collection, source, cancellationToken);
        var taken = new List<IntakeResult>();
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file.FullPath);
            taken.Add(await services.Get<FileIntake>().TakeAsync(source, run, file.Name, content, new DateTimeOffset(File.GetLastWriteTimeUtc(file.FullPath)), cancellationToken));
        }

        await services.Get<DocumentQueue>().ReleaseAbandonedAsync(cancellationToken);
        await DrainAsync(services, [.. taken.Select(t => t.DocumentId).OfType<long>()], cancellationToken);
        await services.Get<Runs>().CloseFinishedAsync(cancellationToken);
        var reports = new List<IngestReport>();
        foreach (var intake in taken)
        {
            reports.Add(await IngestReport.OfAsync(db, intake, cancellationToken));
            if (intake.DocumentId is { } id) reports.AddRange(await IngestReport.OfPartsAsync(db, id, cancellationToken));
        }

        return reports;
    }

    // A document may be in another process's hands, or wait for its next try: go on until each is through.
    private static async Task DrainAsync(CommandServices services, HashSet<long> documents, CancellationToken cancellationToken)
    {
        var (worker, time) = (services.Get<IngestWorker>(), services.Get<TimeProvider>());
        await using var db = await services.Get<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync(cancellationToken);
        while (true)
        {
            await worker.DrainAsync(cancellationToken);
            var open = await db.Documents.Where(d => d.State == DocumentState.Pending || d.State == DocumentState.Indexing).Select(d => d.Id)
                .ToListAsync(cancellationToken);
            if (!(await db.WithPartsAsync(documents, cancellationToken)).Intersect(open).Any()) return;
            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
        }
    }

    private static IEnumerable<NamedFile> FilesBelow(string path)
    {
        if (File.Exists(path)) return [new NamedFile(Path.GetFullPath(path), Path.GetFileName(path))];
        return NamedFile.Below(path) ?? throw new UsageException($"There is no file or folder {path}.");
    }

    private static string Line(IngestReport report) =>
        $"{report.State,-12} {report.File}" + (report.Reason is null ? "" : $"  ({report.Reason})");
}

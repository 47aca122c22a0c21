using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Cli;

/// <summary>Brings the server folders in step now, or says what that would do.</summary>
internal static class SyncCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what would be added, changed, moved and removed" };

    public static Command Create()
    {
        var command = new Command("sync", "Brings the server folders in step") { DryRun };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        await using var db = await services.Get<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync(cancellationToken);
        var folders = await db.Set<Source>().AsNoTracking().Where(s => s.Kind == SourceKind.Folder).ToListAsync(cancellationToken);
        var sync = services.Get<FolderSync>();
        foreach (var folder in folders)
        {
            var changes = command.GetValue(DryRun)
                ? await sync.CompareAsync(folder.Id, cancellationToken)
                : await sync.RunAsync(folder.Id, cancellationToken);
            Print(folder.FolderPath!, changes, command.GetValue(CommonOptions.Json));
        }

        if (command.GetValue(DryRun)) return CommandLine.Done;
        await services.Get<IngestWorker>().DrainAsync(cancellationToken);
        var stopped = await db.Set<Source>().AsNoTracking().Where(s => s.LastSyncProblem != null).Select(s => s.LastSyncProblem).ToListAsync(cancellationToken);
        foreach (var problem in stopped) await Console.Error.WriteLineAsync($"Stopped: {problem}");
        return stopped.Count == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    private static void Print(string folder, FolderChanges changes, bool json)
    {
        if (json)
        {
            Console.WriteLine(CommandServices.ToJson(new
            {
                folder,
                added = changes.Added.Select(f => f.Path),
                changed = changes.Changed.Select(f => f.Path),
                moved = changes.Moved.Select(m => new { m.From, To = m.To.Path }),
                removed = changes.Removed.Select(f => f.Path),
                unchanged = changes.Unchanged.Count,
            }));
            return;
        }

        Console.WriteLine($"{folder}: {changes.Added.Count} added, {changes.Changed.Count} changed, {changes.Moved.Count} moved, "
            + $"{changes.Removed.Count} removed, {changes.Unchanged.Count} unchanged");
    }
}

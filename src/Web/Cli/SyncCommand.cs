using System.CommandLine;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources;
using RagDocs.Web.Api;

namespace RagDocs.Web.Cli;

/// <summary>Brings the server folders in step now, or says what that would do.</summary>
internal static class SyncCommand
{
    private static readonly Argument<string?> Folder = new("FOLDER") { Description = "Only this folder", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what would be added, changed, moved and removed" };

    private static readonly Option<int> Removals = new("--accept-removals")
    {
        Description = "Go ahead although up to so many documents of the folder would vanish", HelpName = "N",
    };

    public static Command Create()
    {
        var command = new Command("sync", "Brings the server folders in step") { Folder, DryRun, Removals };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var stopped = false;
        foreach (var source in await ChosenAsync(services, command.GetValue(Folder), cancellationToken))
        {
            var sync = services.Get<FolderSync>();
            var changes = command.GetValue(DryRun)
                ? await sync.CompareAsync(source.Id, cancellationToken)
                : await sync.RunAsync(source.Id, cancellationToken, command.GetValue(Removals));
            Print(source.FolderPath!, changes, command.GetValue(CommonOptions.Json), command.GetValue(DryRun));
            if (changes.Problem is null) continue;
            stopped = true;
            await Console.Error.WriteLineAsync($"{(command.GetValue(DryRun) ? "It would stop" : "Stopped")}: {changes.Problem}");
        }

        if (!command.GetValue(DryRun)) await services.Get<IngestWorker>().DrainAsync(cancellationToken);
        return stopped ? CommandLine.Failed : CommandLine.Done;
    }

    private static async Task<List<SourceLine>> ChosenAsync(CommandServices services, string? folder, CancellationToken cancellationToken)
    {
        var folders = (await services.Get<SourceActions>().ListAsync(cancellationToken)).Where(s => s.FolderPath is not null).ToList();
        // Without a name, a paused folder is left alone as at night; named, the answer says that it is paused.
        if (folder is null) return folders.FindAll(s => s.PausedAt is null);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var chosen = folders.FindAll(s => s.FolderPath == full);
        return chosen.Count > 0
            ? chosen
            : throw new UsageException($"The folder {full} is not connected. Connected are: {string.Join(", ", folders.Select(f => f.FolderPath))}.");
    }

    private static void Print(string folder, FolderChanges changes, bool json, bool names)
    {
        if (json)
        {
            var c = ChangesJson.Of(changes);
            Console.WriteLine(CommandServices.ToJson(new { folder, c.Added, c.Changed, c.Moved, c.Removed, c.Unchanged, c.Skipped, c.Problem, c.NeedsDecision }));
            return;
        }

        Console.WriteLine($"{folder}: {changes.Added.Count} added, {changes.Changed.Count} changed, {changes.Moved.Count} moved, "
            + $"{changes.Removed.Count} removed, {changes.Unchanged.Count} unchanged, {changes.Skipped.Count} not readable");
        if (names) Lines(changes).ForEach(Console.WriteLine);
        else foreach (var skipped in changes.Skipped) Console.WriteLine($"  ! {skipped.Path}: {skipped.Problem}");
    }

    private static List<string> Lines(FolderChanges changes) =>
    [
        .. changes.Added.Select(f => $"  + {f.Path}"), .. changes.Changed.Select(f => $"  ~ {f.Path}"), .. changes.Moved.Select(m => $"  > {m.From} -> {m.To.Path}"),
        .. changes.Removed.Select(f => $"  - {f.Path}"), .. changes.Skipped.Select(s => $"  ! {s.Path}: {s.Problem}"),
    ];
}

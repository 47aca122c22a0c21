using RagDocs.Ingest.Sources;

namespace RagDocs.Web.Api;

internal sealed record MovedJson(string From, string To);

/// <summary>What a sync would do or did, as programs read it; the same over HTTP and on the command line.</summary>
/// <param name="Problem">Why it would stop; null when it goes through.</param>
/// <param name="NeedsDecision">It stops only because so much would vanish: a person may go ahead.</param>
internal sealed record ChangesJson(
    IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<MovedJson> Moved, IReadOnlyList<string> Removed, int Unchanged,
    IReadOnlyList<SkippedFile> Skipped, string? Problem, bool NeedsDecision)
{
    public static ChangesJson Of(FolderChanges changes) => new(
        [.. changes.Added.Select(f => f.Path)], [.. changes.Changed.Select(f => f.Path)], [.. changes.Moved.Select(m => new MovedJson(m.From, m.To.Path))],
        [.. changes.Removed.Select(f => f.Path)], changes.Unchanged.Count, changes.Skipped, changes.Problem, changes.NeedsDecision);
}

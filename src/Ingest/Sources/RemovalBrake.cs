namespace RagDocs.Ingest.Sources;

/// <summary>An unmounted share must not empty the index: where too much would vanish, nothing is touched and a person is asked.</summary>
internal static class RemovalBrake
{
    /// <summary>Small folders change by large shares without anything being wrong.</summary>
    private const int FromRemovals = 5;

    /// <param name="maxPercent">Share of the documents that may vanish without a question.</param>
    /// <param name="accepted">Removals a person has agreed to.</param>
    public static FolderChanges Apply(FolderChanges changes, string folder, bool folderEmpty, int maxPercent, int accepted)
    {
        if (changes.FolderMissing) return changes with { Problem = $"The folder {folder} cannot be read. Is the share mounted, and may the service read it?" };
        var removed = changes.Removed.Count;
        if (removed <= accepted) return changes;
        var percent = 100.0 * removed / changes.KnownBefore;
        var everything = folderEmpty && removed > 1;
        var many = removed >= FromRemovals && percent > maxPercent;
        return !everything && !many
            ? changes
            : changes with
            {
                Problem = $"{percent:0} % of the documents would be removed ({removed}). Is the share mounted? If they are really gone, go ahead on the page Sources.",
                NeedsDecision = true,
            };
    }
}

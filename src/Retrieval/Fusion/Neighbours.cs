namespace RagDocs.Retrieval.Fusion;

/// <summary>
/// Joins chunks that stand together in their document into one passage, so that an answer is not cut by a chunk border and one place
/// does not take several ranks: neighbours under one heading, and chunks of one page.
/// </summary>
internal static class Neighbours
{
    /// <param name="ranked">Best first.</param>
    /// <param name="longest">Length a joined passage may reach, in characters.</param>
    /// <returns>Groups in the order of their best chunks; the best chunk stands first, the others follow in order of rank.</returns>
    public static IReadOnlyList<IReadOnlyList<FoundChunk>> Join(IReadOnlyList<FoundChunk> ranked, int longest)
    {
        var groups = new List<List<FoundChunk>>();
        foreach (var chunk in ranked)
        {
            var group = groups.Find(g => Belongs(chunk, g) && g.Sum(c => c.Text.Length) + chunk.Text.Length <= longest);
            if (group is null) groups.Add([chunk]);
            else group.Add(chunk);
        }

        return groups;
    }

    private static bool Belongs(FoundChunk chunk, List<FoundChunk> group) =>
        group[0].VersionId == chunk.VersionId && group[0].Page == chunk.Page
        && (chunk.Page is not null
            || group[0].HeadingPath == chunk.HeadingPath && group.Exists(c => Math.Abs(c.Ordinal - chunk.Ordinal) == 1));
}

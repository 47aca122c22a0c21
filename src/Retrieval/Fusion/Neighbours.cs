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
    public static IReadOnlyList<IReadOnlyList<FoundChunk>> Join(IReadOnlyList<FoundChunk> ranked, int longest) => Join(ranked, new NearDuplicates(ranked, 2), longest, int.MaxValue);

    /// <inheritdoc cref="Join(IReadOnlyList{FoundChunk}, int)"/>
    /// <param name="duplicates">Of the same ranking; copies are left out.</param>
    /// <param name="most">Groups wanted. Once they stand, only what belongs to one of them is looked at.</param>
    public static IReadOnlyList<IReadOnlyList<FoundChunk>> Join(IReadOnlyList<FoundChunk> ranked, NearDuplicates duplicates, int longest, int most)
    {
        var groups = new List<List<FoundChunk>>();
        for (var place = 0; place < ranked.Count; place++)
        {
            var chunk = ranked[place];
            var group = groups.Find(g => Belongs(chunk, g) && g.Sum(c => c.Text.Length) + chunk.Text.Length <= longest);
            if ((group is null && groups.Count >= most) || duplicates.IsCopy(place)) continue;
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

namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>Names of a table's columns, from one row or two.</summary>
/// <param name="FirstRow">Number of the first row that only names columns.</param>
/// <param name="LastRow">Number of the last such row.</param>
/// <param name="Names">By column; columns without a name are missing.</param>
internal sealed record SheetHeader(int FirstRow, int LastRow, IReadOnlyDictionary<int, string> Names)
{
    private const int LongestName = 100;

    /// <param name="row">The row that names columns.</param>
    /// <param name="above">The row above it when it names groups of columns, written over the first column of each (a merged cell); else null.</param>
    public static SheetHeader Of(SheetRow row, SheetRow? above)
    {
        var groups = above?.Cells ?? [];
        var last = Math.Max(row.LastColumn, above?.LastColumn ?? 0);
        var own = row.Cells.ToDictionary(c => c.Column, c => Name(c.Text));
        var names = new Dictionary<int, string>();
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in own.Keys.Concat(groups.Select(c => c.Column)).Where(c => c <= last).Distinct().Order())
        {
            var group = groups.LastOrDefault(c => c.Column <= column) is { Text: { } text } ? Name(text) : "";
            var name = own.GetValueOrDefault(column, "");
            var full = group.Length == 0 || string.Equals(group, name, StringComparison.OrdinalIgnoreCase) ? name : $"{group} {name}".TrimEnd();
            names[column] = used.Add(full) ? full : $"{full} ({CellRange.Letters(column)})";
        }

        return new SheetHeader(above?.Number ?? row.Number, row.Number, names);
    }

    /// <summary>The column's name, else its letters.</summary>
    public string Name(int column) => Names.GetValueOrDefault(column) ?? CellRange.Letters(column);

    private static string Name(string text)
    {
        var name = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length <= LongestName ? name : name[..LongestName].TrimEnd() + "…";
    }
}

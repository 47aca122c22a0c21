using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Comparing;

internal enum TablePlace
{
    /// <summary>Not in a table, or the sentence does not say where.</summary>
    Unknown,

    /// <summary>In the row and the column that the sentence names.</summary>
    Named,

    /// <summary>Only in rows or columns that the sentence does not mean.</summary>
    Other,
}

/// <summary>A figure of a table must stand in a row and a column that the sentence names, if it names any.</summary>
internal static class TableCheck
{
    public static TablePlace Place(PartComparison part, int i, Figure figure)
    {
        var tables = part.Units.Where(u => u.Table is not null).Select(u => u.Table!).Distinct().ToList();
        if (tables.Count == 0) return TablePlace.Unknown;
        var clause = part.Written.Where(t => t.Clause == part.Written[i].Clause).ToList();
        // "2022: 1,200"
        var before = part.Written.Where(t => t.Clause == part.Written[i].Clause || t.Clause == part.Written[i].Clause - 1).ToList();
        var found = false;
        foreach (var table in tables)
        {
            var places = table.PlacesOf(figure).ToList();
            if (places.Count == 0) continue;
            // The figure is itself the name of a column or row: 2023.
            if (places.Exists(p => p.Row == 0 || p.Column == 0)) return TablePlace.Unknown;
            var columns = Named(words => [.. table.ColumnsNamed(words).Where(c => c > 0)], clause, before, part.Written);
            var rows = Named(table.RowsNamed, clause, before, part.Written);
            if (places.Exists(p => (columns.Count == 0 || columns.Contains(p.Column)) && (rows.Count == 0 || rows.Contains(p.Row))))
            {
                return columns.Count > 0 && rows.Count > 0 ? TablePlace.Named : TablePlace.Unknown;
            }

            found = true;
        }

        // Prose beside the table may hold it too; that is for the words around it to tell.
        var inProse = part.Units.Any(u => u.Table is null && u.Tokens.Any(t => t.Figure is not null && FigureMatch.Says(t.Figure, figure)));
        return found && !inProse ? TablePlace.Other : TablePlace.Unknown;
    }

    // What the clause names goes before what the rest of the sentence names.
    private static List<int> Named(Func<IReadOnlyList<CheckToken>, List<int>> named, params IReadOnlyList<CheckToken>[] ever) =>
        ever.Select(named).FirstOrDefault(found => found.Count > 0) ?? [];
}

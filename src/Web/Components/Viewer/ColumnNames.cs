using RagDocs.Ingest.Readers;

namespace RagDocs.Web.Components.Viewer;

/// <summary>A value of a row with the name of its column, as the readers write them: "Item = Rent".</summary>
/// <param name="From">Where the value begins in the row's text.</param>
internal readonly record struct NamedValue(string Name, int From, int To)
{
    private const string Is = " = ";
    private const string Next = "; ";

    /// <summary>All of a row; none when the row does not begin with a name.</summary>
    public static IReadOnlyList<NamedValue> In(string row)
    {
        var values = new List<NamedValue>();
        for (var at = 0; at < row.Length;)
        {
            var end = row.IndexOf(Next, at, StringComparison.Ordinal) is >= 0 and var next ? next : row.Length;
            var equals = row.IndexOf(Is, at, end - at, StringComparison.Ordinal);
            if (equals > at) values.Add(new NamedValue(row[at..equals], equals + Is.Length, end));
            else if (values.Count > 0) values[^1] = values[^1] with { To = end };
            else return [];
            at = end + Next.Length;
        }

        return values;
    }
}

/// <summary>
/// Tells which columns the names of a table stand for, from rows that name their filled cells only and say where the first and the last of
/// them lie. Each row bounds the columns of its names by their order; the bounds are narrowed until nothing changes (arc consistency,
/// Mackworth 1977). A row that contradicts the others - a value may read like a name - is left out.
/// </summary>
internal sealed class ColumnNames
{
    private const int MostPasses = 12;
    private readonly Dictionary<string, (int Low, int High)> _bounds = new(StringComparer.Ordinal);

    private ColumnNames()
    {
    }

    public static ColumnNames Learn(IReadOnlyList<(CellRange Cells, IReadOnlyList<NamedValue> Values)> rows)
    {
        var names = new ColumnNames();
        // Full rows first: they leave no doubt.
        var ordered = rows.OrderBy(r => r.Cells.LastColumn - r.Cells.FirstColumn + 1 - r.Values.Count).Where(r => r.Values.Count <= r.Cells.LastColumn - r.Cells.FirstColumn + 1).ToList();
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var changed = false;
            foreach (var (cells, values) in ordered) changed |= names.Narrow(cells, values);
            if (!changed) break;
        }

        return names;
    }

    /// <summary>The one column the name can stand for; null when there are several, or none is known.</summary>
    public int? ColumnOf(string name) => _bounds.TryGetValue(name, out var bounds) && bounds.Low == bounds.High ? bounds.Low : null;

    /// <summary>By column; empty where the columns are called by their letters.</summary>
    public IReadOnlyDictionary<int, string> Shown()
    {
        var known = _bounds.Where(b => b.Value.Low == b.Value.High).GroupBy(b => b.Value.Low).ToDictionary(g => g.Key, g => g.First().Key);
        return known.All(k => k.Value == CellRange.Letters(k.Key)) ? new Dictionary<int, string>() : known;
    }

    private bool Narrow(CellRange cells, IReadOnlyList<NamedValue> values)
    {
        var last = values.Count - 1;
        var (low, high) = (new int[values.Count], new int[values.Count]);
        for (var i = 0; i <= last; i++)
        {
            var known = _bounds.GetValueOrDefault(values[i].Name, (cells.FirstColumn, cells.LastColumn));
            low[i] = Math.Max(known.Item1, i == 0 ? cells.FirstColumn : Math.Max(low[i - 1] + 1, i == last ? cells.LastColumn : 0));
            high[i] = Math.Min(known.Item2, i == 0 ? cells.FirstColumn : cells.LastColumn);
        }

        for (var i = last - 1; i >= 0; i--) high[i] = Math.Min(high[i], high[i + 1] - 1);
        if (low.Zip(high).Any(b => b.First > b.Second)) return false;
        var changed = false;
        for (var i = 0; i <= last; i++)
        {
            var bounds = (low[i], high[i]);
            changed |= !_bounds.TryGetValue(values[i].Name, out var before) || before != bounds;
            _bounds[values[i].Name] = bounds;
        }

        return changed;
    }
}

namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>What the cells of one column of a table have in common.</summary>
internal sealed class ColumnSummary
{
    private const int MostValuesNamed = 8;
    private const int LongestValueNamed = 40;

    // Sums of these say nothing.
    private static readonly string[] Identifiers = ["id", "no", "no.", "nr", "nr.", "number", "nummer", "code", "year", "jahr", "zip", "plz", "postcode", "phone", "telefon", "row"];

    private readonly int[] _kinds = new int[Enum.GetValues<CellKind>().Length];
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly NumberLook _look = new();
    private bool _manyValues;
    private double _sum;
    private SheetCell? _lowest;
    private SheetCell? _highest;

    public int Cells { get; private set; }

    public void Add(SheetCell cell)
    {
        Cells++;
        _kinds[(int)cell.Kind]++;
        switch (cell.Kind)
        {
            case CellKind.Number or CellKind.Date:
                if (cell.Kind == CellKind.Number) Count(cell);
                if (_lowest is not { } low || cell.Value < low.Value) _lowest = cell;
                if (_highest is not { } high || cell.Value > high.Value) _highest = cell;
                break;
            case CellKind.Text when !_manyValues:
                _values.Add(cell.Text);
                _manyValues = _values.Count > MostValuesNamed || cell.Text.Length > LongestValueNamed;
                break;
        }
    }

    private void Count(SheetCell cell)
    {
        _sum += cell.Value;
        _look.Note(cell.Text, cell.Value);
    }

    /// <summary>"number, 10 to 1200, total 4500".</summary>
    /// <param name="name">The column's name, which may tell that a total makes no sense.</param>
    public string Describe(string name)
    {
        if (Mostly(CellKind.Number)) return $"number, {Range()}" + (HasTotal(name) ? $", total {_look.Text(_sum)}" : "");
        if (Mostly(CellKind.Date)) return $"date, {Range()}";
        if (Mostly(CellKind.Boolean)) return "yes or no";
        if (!Mostly(CellKind.Text)) return "mixed";
        return _manyValues || _values.Count == Cells ? "text" : $"text: {string.Join(", ", _values.Order(StringComparer.Ordinal))}";
    }

    private bool Mostly(CellKind kind) => Cells > 0 && _kinds[(int)kind] * 10L >= Cells * 9L;

    private string Range() => _lowest!.Value.Text == _highest!.Value.Text ? _lowest.Value.Text : $"{_lowest.Value.Text} to {_highest.Value.Text}";

    private bool HasTotal(string name)
    {
        if (_lowest!.Value.Text.EndsWith('%') || _highest!.Value.Text.EndsWith('%')) return false;
        var words = name.Split([' ', '_', '-', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Any(w => Identifiers.Contains(w, StringComparer.OrdinalIgnoreCase))) return false;
        return Cells > 1 && !(_lowest.Value.Value >= 1900 && _highest.Value.Value <= 2100 && _sum == Math.Floor(_sum));
    }
}

namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>
/// Sheets as text, for every format that has them. A sheet gives its name as a heading, an overview, and a block for each row in which
/// every value has its column's name: "Item = Rent; Amount = 1200". Rows come forward only and none is kept, so that a sheet takes no
/// more memory than its text. It is cut, with a warning, where a limit is reached.
/// </summary>
internal sealed class SheetText(BlockCollector blocks, ReaderOptions options, CancellationToken cancellationToken)
{
    private readonly List<string> _warnings = [];
    private bool _isFull;
    private string? _headed;

    /// <summary>What was left out, in words for people.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Adds a sheet; one without rows adds nothing.</summary>
    /// <param name="name">Of the sheet; stands in the cell ranges.</param>
    /// <param name="rows">Begins reading its rows; called twice.</param>
    /// <param name="hasHeading">False for formats of one sheet without a name of its own, as CSV.</param>
    public void Add(string name, Func<IEnumerable<SheetRow>> rows, bool hasHeading = true)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!_isFull) Add(name, Survey(rows()), rows(), hasHeading);
    }

    /// <summary>Adds a sheet that was surveyed before, for formats that hold all sheets in one part.</summary>
    /// <param name="rows">The same rows once more; not read to their end where a limit is reached.</param>
    public void Add(string name, SheetSurvey survey, IEnumerable<SheetRow> rows, bool hasHeading = true)
    {
        if (survey.Rows == 0 || _isFull) return;
        var overview = SheetOverview.Of(name, survey);
        if (blocks.FirstHeading is not null && overview.Length + name.Length > blocks.Remaining)
        {
            _isFull = true;
            _warnings.Add($"The sheet {name} and those after it are left out: a document may hold {options.MaxCharacters:N0} characters of text. Split it, or raise the limit in the settings.");
            return;
        }

        if (hasHeading) blocks.Heading(1, name);
        _headed = name;
        blocks.Add(BlockKind.Paragraph, overview, cells: null);
        if (survey.IsCut)
            _warnings.Add($"The sheet {name} is read up to row {survey.LastRow:N0}: it has more than the {options.MaxSheetCells:N0} cells that are read of one sheet. Split it to have all of it found.");
        Write(name, rows, survey);
    }

    /// <summary>Adds what is written on a sheet beside its cells, behind its rows.</summary>
    /// <param name="name">Of the sheet, which may have no rows.</param>
    public void AddNotes(string name, IEnumerable<SheetNote> notes)
    {
        foreach (var note in notes)
        {
            if (_isFull) return;
            if (note.Text.Length + name.Length > blocks.Remaining)
            {
                _isFull = true;
                _warnings.Add($"Comments and text boxes of the sheet {name} are left out in part: a document may hold {options.MaxCharacters:N0} characters of text. Split it, or raise the limit in the settings.");
                return;
            }

            if (_headed != name) blocks.Heading(1, name);
            _headed = name;
            blocks.Add(BlockKind.Paragraph, note.Text, new CellRange(name, note.Column, note.Row, note.Column, note.Row));
        }
    }

    /// <summary>The first pass over a sheet.</summary>
    public SheetSurvey Survey(IEnumerable<SheetRow> rows)
    {
        var survey = new SheetSurvey(options.MaxSheetCells);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!survey.Add(row)) break;
        }

        survey.End();
        return survey;
    }

    private void Write(string name, IEnumerable<SheetRow> rows, SheetSurvey survey)
    {
        var region = 0;
        foreach (var row in rows)
        {
            if (row.Number > survey.LastRow) return;
            while (survey.Regions[region].LastRow < row.Number) region++;
            if (survey.Regions[region].IsHeaderRow(row) && survey.Regions[region].Rows > 0) continue;
            var text = survey.Regions[region].Text(row);
            if (text.Length > blocks.Remaining)
            {
                _isFull = true;
                _warnings.Add($"The sheet {name} is read up to row {row.Number - 1:N0} of {survey.LastRow:N0}: a document may hold {options.MaxCharacters:N0} characters of text. Split it, or raise the limit in the settings.");
                return;
            }

            blocks.Add(BlockKind.Paragraph, text, new CellRange(name, row.FirstColumn, row.Number, row.LastColumn, row.Number));
        }
    }
}

using System.Globalization;
using System.Text;

namespace RagDocs.Ingest.Readers.Rtf;

/// <summary>Puts paragraphs, rows and notes together and hands finished blocks on.</summary>
internal sealed class RtfParagraphs(BlockCollector blocks)
{
    private const int LongestParagraph = 1_000_000;
    private const int MostNotes = 1_000;
    private const int BodyTextOutline = 9;

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _note = new();
    private readonly StringBuilder _marker = new();
    private readonly StringBuilder _list = new();
    private readonly StringBuilder _table = new();
    private readonly StringBuilder _row = new();
    private readonly List<string> _notes = [];
    private readonly Dictionary<int, int> _outlineByStyle = [];
    private int? _outline;
    private bool _inTable;
    private bool _rowHasText;

    /// <summary>What the file calls itself; empty when it does not.</summary>
    public StringBuilder Title { get; } = new();

    /// <summary>Where text of a destination goes; null for text that is dropped.</summary>
    public StringBuilder? Target(RtfDestination destination) => destination switch
    {
        RtfDestination.Body => _text,
        RtfDestination.Footnote => _note,
        RtfDestination.ListMarker => _marker,
        RtfDestination.Title => Title,
        _ => null,
    };

    /// <summary>Properties go back to those of body text (\pard).</summary>
    public void Reset()
    {
        _outline = null;
        _inTable = false;
    }

    public void SetOutline(int level) => _outline = level;

    public void SetStyle(int style) => _outline = _outlineByStyle.TryGetValue(style, out var level) ? level : _outline;

    public void DefineStyle(int style, int outline) => _outlineByStyle[style] = outline;

    public void EnterTable() => _inTable = true;

    /// <summary>Keeps what is held small: called while text comes in.</summary>
    public void Bound()
    {
        if (_text.Length > LongestParagraph && _inTable) EndCell();
        if (_text.Length > LongestParagraph) EndParagraph();
        if (_row.Length > LongestParagraph) EndRow();
        if (_note.Length > LongestParagraph) _note.Length = LongestParagraph;
        if (_marker.Length > 100) _marker.Length = 100;
        if (Title.Length > 1_000) Title.Length = 1_000;
        if (_table.Length > LongestParagraph) EndTable();
        if (_list.Length > LongestParagraph) EndList();
    }

    public void EndNote()
    {
        var note = Take(_note);
        if (note.Length > 0) _notes.Add(note);
        if (_notes.Count > MostNotes) AddNotes();
    }

    public void EndParagraph()
    {
        if (_inTable)
        {
            // A paragraph inside a cell.
            if (_text.Length > 0 && _text[^1] != ' ') _text.Append(' ');
            _marker.Clear();
            return;
        }

        EndTable();
        var text = Take(_text);
        var marker = Take(_marker);
        if (text.Length == 0) return;
        var level = _outline is >= 0 and < BodyTextOutline ? Math.Min(_outline.Value + 1, 6) : 0;
        if (level == 0 && marker.Length > 0)
        {
            if (_list.Length > 0) _list.Append('\n');
            _list.Append(char.IsLetterOrDigit(marker[0]) || marker[0] == '(' ? marker : "-").Append(' ').Append(text.ReplaceLineEndings(" "));
            if (_notes.Count > 0) EndList();
            return;
        }

        EndList();
        if (level > 0) blocks.Heading(level, text);
        else blocks.Add(BlockKind.Paragraph, text);
        AddNotes();
    }

    public void EndCell()
    {
        var text = Take(_text).ReplaceLineEndings(" ");
        _marker.Clear();
        if (_row.Length > 0 || _rowHasText) _row.Append(" | ");
        _row.Append(text);
        _rowHasText = true;
    }

    public void EndRow()
    {
        var row = _row.ToString();
        _row.Clear();
        _rowHasText = false;
        if (!row.Any(char.IsLetterOrDigit)) return;
        EndList();
        if (_table.Length > 0) _table.Append('\n');
        _table.Append(row);
    }

    public void End()
    {
        _inTable = false;
        if (_row.Length > 0) EndRow();
        EndParagraph();
        EndTable();
        EndList();
    }

    private void EndTable()
    {
        if (_table.Length == 0) return;
        var table = Take(_table);
        blocks.Add(table.Contains(" | ", StringComparison.Ordinal) ? BlockKind.Table : BlockKind.Paragraph, table);
        AddNotes();
    }

    private void EndList()
    {
        if (_list.Length == 0) return;
        blocks.Add(BlockKind.List, Take(_list));
        AddNotes();
    }

    private void AddNotes()
    {
        foreach (var note in _notes) blocks.Add(BlockKind.Paragraph, note);
        _notes.Clear();
    }

    private static string Take(StringBuilder text)
    {
        var taken = text.ToString().Trim();
        text.Clear();
        return taken;
    }

    /// <summary>The outline level a style of that name stands for; null for names of other styles.</summary>
    public static int? OutlineOf(string styleName)
    {
        var name = styleName.Trim();
        if (name.Equals("Title", StringComparison.OrdinalIgnoreCase)) return 0;
        return name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) &&
            int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 9 ? level - 1 : null;
    }
}

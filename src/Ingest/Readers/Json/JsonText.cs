using System.Text;
using System.Text.Json;

namespace RagDocs.Ingest.Readers.Json;

/// <summary>
/// Turns JSON tokens into text: a value is a line "path.to.key = value"; an object in an array is a row "path: key = value; key = value", a
/// block of its own; plain values of an array stand on one line.
/// </summary>
/// <param name="blocks">Where the text goes.</param>
/// <param name="topObjectsAreRows">The file is a list of objects without brackets around it (JSON Lines).</param>
internal sealed class JsonText(BlockCollector blocks, bool topObjectsAreRows)
{
    /// <summary>Lines are put into one block up to this length, and a row longer than this is broken.</summary>
    private const int LongestBlock = 4_000;

    private readonly List<Level> _levels = [];
    private readonly StringBuilder _lines = new();
    private readonly StringBuilder _row = new();
    private int _rowLevel = -1;

    public void Add(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _levels[^1].Key = TextCleaning.OneLine(reader.GetString()!);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Open(reader.TokenType == JsonTokenType.StartArray);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close();
                break;
            case JsonTokenType.String:
                Value(reader.GetString()!);
                break;
            case JsonTokenType.Number:
                Value(Encoding.UTF8.GetString(reader.ValueSpan));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                Value(reader.TokenType == JsonTokenType.True ? "true" : "false");
                break;
        }
    }

    /// <summary>Ends the last block.</summary>
    public void End()
    {
        while (_levels.Count > 0) Close();
        EndBlock();
    }

    private void Open(bool isArray)
    {
        var isRow = !isArray && _rowLevel < 0 && (_levels.Count == 0 ? topObjectsAreRows : _levels[^1].IsArray);
        if (isRow)
        {
            EndBlock();
            _rowLevel = _levels.Count;
        }

        _levels.Add(new Level { IsArray = isArray });
    }

    private void Close()
    {
        var level = _levels[^1];
        _levels.RemoveAt(_levels.Count - 1);
        if (level.Values is { Length: > 0 } values) Put(PathTo(_levels.Count, from: _rowLevel), values.ToString());
        if (_levels.Count != _rowLevel) return;
        EndRow();
        _rowLevel = -1;
    }

    private void Value(string text)
    {
        text = TextCleaning.OneLine(text, int.MaxValue);
        if (text.Length == 0) return;
        if (_levels.Count > 0 && _levels[^1].IsArray)
        {
            var values = _levels[^1].Values ??= new StringBuilder();
            if (values.Length > 0) values.Append(", ");
            values.Append(text);
            if (values.Length <= LongestBlock) return;
            Put(PathTo(_levels.Count - 1, from: _rowLevel), values.ToString());
            values.Clear();
        }
        else
        {
            Put(PathTo(_levels.Count, from: _rowLevel), text);
        }
    }

    /// <summary>A value of the open row, or a line of its own.</summary>
    private void Put(string path, string value)
    {
        var text = path.Length > 0 ? $"{path} = {value}" : value;
        if (_rowLevel < 0) Line(text);
        else
        {
            if (_row.Length > 0 && _row.Length + text.Length > LongestBlock) EndRow();
            if (_row.Length > 0) _row.Append("; ");
            else if (PathTo(_rowLevel) is { Length: > 0 } array) _row.Append(array).Append(": ");
            _row.Append(text);
        }
    }

    private void EndRow()
    {
        if (_row.Length > 0) blocks.Add(BlockKind.Paragraph, _row.ToString());
        _row.Clear();
    }

    private void Line(string text)
    {
        if (_lines.Length + text.Length > LongestBlock) EndBlock();
        if (_lines.Length > 0) _lines.Append('\n');
        _lines.Append(text);
    }

    private void EndBlock()
    {
        if (_lines.Length > 0) blocks.Add(BlockKind.List, _lines.ToString());
        _lines.Clear();
    }

    private string PathTo(int count, int from = 0) =>
        string.Join('.', _levels.Take(count).Skip(Math.Max(0, from)).Where(l => !l.IsArray && l.Key.Length > 0).Select(l => l.Key));

    private sealed class Level
    {
        public bool IsArray { get; init; }

        public string Key { get; set; } = "";

        /// <summary>Plain values of an array that are not yet put down.</summary>
        public StringBuilder? Values { get; set; }
    }
}

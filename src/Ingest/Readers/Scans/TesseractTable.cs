using System.Globalization;
using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>
/// Reads the table that "tesseract … tsv" gives: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
/// Words become lines and blocks of a page with its size in points, so that from here on a recognised page is one like any other.
/// </summary>
internal sealed class TesseractTable(PdfPage page, float pointsPerPixel)
{
    /// <summary>Below this, words are specks and pictures read as letters. Tesseract's confidence, 0 to 100.</summary>
    private const float LowestConfidence = 30;

    private const int Columns = 12;
    private const string WordLevel = "5";

    private readonly List<RecognizedWord> _line = [];
    private double _confidence;
    private int _letters;
    private string? _block, _lineKey;

    /// <summary>Mean over all characters, 0 to 1; null when nothing was recognised.</summary>
    public double? Confidence => _letters == 0 ? null : _confidence / _letters / 100;

    public void Read(Stream table)
    {
        using var reader = new StreamReader(table);
        while (reader.ReadLine() is { } row)
        {
            var cells = row.Split('\t', Columns);
            if (cells.Length == Columns && cells[0] == WordLevel) Word(cells);
        }

        EndLine();
        if (_block is not null) page.EndBlock();
    }

    private void Word(string[] cells)
    {
        var text = cells[^1].Trim();
        var confidence = Number(cells[10]);
        if (text.Length == 0 || confidence < LowestConfidence) return;
        var (block, line) = (string.Join('.', cells[2..4]), string.Join('.', cells[2..5]));
        if (line != _lineKey) EndLine();
        if (block != _block) BeginBlock(block);
        _lineKey = line;
        var (left, top) = (Number(cells[6]), Number(cells[7]));
        _line.Add(new RecognizedWord(text, left, top, left + Number(cells[8]), top + Number(cells[9])));
        var letters = text.Count(char.IsLetterOrDigit);
        _letters += letters;
        _confidence += (double)confidence * letters;
    }

    private void BeginBlock(string block)
    {
        if (_block is not null) page.EndBlock();
        page.BeginBlock();
        _block = block;
    }

    private void EndLine()
    {
        foreach (var part in RecognizedLine.Parts(_line))
        {
            page.BeginLine();
            foreach (var word in part)
            {
                page.BeginWord();
                page.Append(word.Text);
                page.EndWord(word.Left * pointsPerPixel, word.Top * pointsPerPixel, word.Right * pointsPerPixel, word.Bottom * pointsPerPixel);
            }

            page.EndLine();
        }

        _line.Clear();
    }

    private static float Number(string cell) => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>A word and its corners in pixels.</summary>
internal readonly record struct RecognizedWord(string Text, float Left, float Top, float Right, float Bottom)
{
    public float Height => Bottom - Top;
}

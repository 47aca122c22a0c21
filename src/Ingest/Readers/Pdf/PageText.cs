using RagDocs.Retrieval;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Turns pages into blocks: words of a block joined by spaces, each with its rectangle; headings guessed from geometry.</summary>
internal sealed class PageText(BlockCollector blocks)
{
    private readonly BodyHeight _bodyHeight = new();
    private readonly List<WordBox> _words = [];
    private char[] _text = new char[4096];
    private int _length;

    public void Add(PdfPage page)
    {
        foreach (var line in page.Lines) _bodyHeight.Add(line, page.Words);
        foreach (var block in page.Blocks) Add(page, block);
    }

    private void Add(PdfPage page, PdfBlock block)
    {
        _length = 0;
        _words.Clear();
        var height = float.MaxValue;
        for (var i = block.FirstLine; i < block.EndLine; i++)
        {
            var line = page.Lines[i];
            height = Math.Min(height, line.Height);
            for (var w = line.FirstWord; w < line.EndWord; w++) Add(page, page.Words[w], isFirstOfLine: w == line.FirstWord);
        }

        var text = new string(_text, 0, _length);
        if (string.IsNullOrWhiteSpace(text)) return;
        var level = HeadingGuess.Level(text, block.EndLine - block.FirstLine, height / _bodyHeight.Median);
        blocks.Add(level > 0 ? BlockKind.Heading : BlockKind.Paragraph, text, level, page.Number, [.. _words]);
    }

    private void Add(PdfPage page, PdfWord word, bool isFirstOfLine)
    {
        var characters = page.Characters.Slice(word.Start, word.Length).Trim();
        if (characters.IsEmpty) return;
        if (_length + characters.Length + 1 > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + characters.Length + 1));
        var join = isFirstOfLine && _length > 0 ? Hyphenation.Join(LastWord(), characters) : LineJoin.Space;
        if (join == LineJoin.DropHyphen) RemoveHyphen();
        else if (join == LineJoin.Space && _length > 0) _text[_length++] = ' ';

        characters.CopyTo(_text.AsSpan(_length));
        _words.Add(new WordBox(
            _length, characters.Length,
            Fraction(word.Left, page.Width), Fraction(word.Top, page.Height),
            Fraction(word.Right - word.Left, page.Width), Fraction(word.Bottom - word.Top, page.Height)));
        _length += characters.Length;
    }

    private ReadOnlySpan<char> LastWord() => _text.AsSpan(_words[^1].Start, _words[^1].Length);

    private void RemoveHyphen()
    {
        _length--;
        _words[^1] = _words[^1] with { Length = _words[^1].Length - 1 };
    }

    private static float Fraction(float value, float whole) => whole > 0 ? Math.Clamp(value / whole, 0f, 1f) : 0f;
}

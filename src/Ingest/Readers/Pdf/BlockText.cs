using System.Runtime.CompilerServices;
using RagDocs.Retrieval;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Text and word rectangles of one block while it is put together; used again for every block.</summary>
internal sealed class BlockText
{
    private readonly List<WordBox> _words = [];
    private char[] _text = new char[4096];
    private int _length;
    private bool _cellTakesNext;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddLine(PdfPage page, PdfLine line)
    {
        for (var i = line.FirstWord; i < line.EndWord; i++)
        {
            var characters = Characters(page, i);
            if (characters.IsEmpty) continue;
            var join = i == line.FirstWord && _length > 0 ? Hyphenation.Join(LastWord(), characters) : LineJoin.Space;
            if (join == LineJoin.DropHyphen) RemoveHyphen();
            else if (join == LineJoin.Space && _length > 0) Append(" ");
            AddWord(page, page.Words[i], characters);
        }
    }

    /// <summary>Adds a line as a cell: behind " | ", or on a line of its own when it is a row's first.</summary>
    public void AddCell(PdfPage page, PdfLine line, bool isFirst)
    {
        for (var i = line.FirstWord; i < line.EndWord; i++)
        {
            var characters = Characters(page, i);
            if (characters.IsEmpty) continue;
            var isLastSign = i == line.EndWord - 1 && IsSign(characters);
            if (_length > 0) Append(Separator(isFirst && i == line.FirstWord, startsCell: i == line.FirstWord || isLastSign, characters));

            // A currency sign set apart belongs to the amount right of it.
            _cellTakesNext = isLastSign;
            AddWord(page, page.Words[i], characters);
        }
    }

    /// <summary>What was put together; the next block begins empty.</summary>
    public (string Text, WordBox[] Words) Take()
    {
        var result = (new string(_text, 0, _length), _words.ToArray());
        _length = 0;
        _words.Clear();
        _cellTakesNext = false;
        return result;
    }

    private string Separator(bool startsRow, bool startsCell, ReadOnlySpan<char> characters)
    {
        if (startsRow) return "\n";
        if (!startsCell || _cellTakesNext) return " ";
        return Closes(characters) ? "" : " | ";
    }

    private static ReadOnlySpan<char> Characters(PdfPage page, int word) => page.Characters.Slice(page.Words[word].Start, page.Words[word].Length).Trim();

    private static bool IsSign(ReadOnlySpan<char> text) => text is "$" or "€" or "£" or "¥" or "US$" or "(";

    private static bool Closes(ReadOnlySpan<char> text) => text is ")" or "%" or ")%" or "%)";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddWord(PdfPage page, PdfWord word, ReadOnlySpan<char> characters)
    {
        _words.Add(new WordBox(
            _length, characters.Length,
            Fraction(word.Left, page.Width), Fraction(word.Top, page.Height),
            Fraction(word.Right - word.Left, page.Width), Fraction(word.Bottom - word.Top, page.Height)));
        Append(characters);
    }

    private void Append(ReadOnlySpan<char> characters)
    {
        if (_length + characters.Length > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + characters.Length));
        characters.CopyTo(_text.AsSpan(_length));
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

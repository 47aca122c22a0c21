using System.Runtime.CompilerServices;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>A word as poppler saw it: its characters in <see cref="PdfPage.Characters"/> and its corners in points from the top left.</summary>
internal readonly record struct PdfWord(int Start, int Length, float Left, float Top, float Right, float Bottom);

/// <summary>A line's words and the height of its letters in points: that of its smallest word of three letters or more; 0 when it runs upwards.</summary>
internal readonly record struct PdfLine(int FirstWord, int EndWord, float Height);

/// <summary>A block's lines.</summary>
internal readonly record struct PdfBlock(int FirstLine, int EndLine);

/// <summary>The page that is being read. One object serves all pages of a file, so that words cost no allocation.</summary>
internal sealed class PdfPage
{
    private readonly List<PdfWord> _words = [];
    private readonly List<PdfLine> _lines = [];
    private readonly List<PdfBlock> _blocks = [];
    private char[] _characters = new char[8192];
    private int _length;
    private bool? _isGarbled;
    private int _wordStart;
    private int _firstLine;
    private int _firstWord;

    /// <summary>Counted from 1; 0 before the first page.</summary>
    public int Number { get; private set; }

    public float Width { get; private set; }

    public float Height { get; private set; }

    /// <summary>Characters without a meaning: private use, replacement and control characters, as fonts without a Unicode map give them.</summary>
    public int Unreadable { get; private set; }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    public IReadOnlyList<PdfWord> Words => _words;

    public IReadOnlyList<PdfLine> Lines => _lines;

    public IReadOnlyList<PdfBlock> Blocks => _blocks;

    /// <summary>The page's characters are not what it shows.</summary>
    public bool IsGarbled => _isGarbled ??= !IsRecognized && GarbledText.Is(this);

    /// <summary>Its words were recognised in a picture (OCR): their rectangles fit closely, so that heights compare with other such pages only.</summary>
    public bool IsRecognized { get; init; }

    public void Begin(float width, float height) => Begin(Number + 1, width, height);

    public void Begin(int number, float width, float height)
    {
        (Number, Width, Height, Unreadable, _length, _isGarbled) = (number, width, height, 0, 0, null);
        _words.Clear();
        _lines.Clear();
        _blocks.Clear();
    }

    public void CopyFrom(PdfPage other)
    {
        Begin(other.Number, other.Width, other.Height);
        Unreadable = other.Unreadable;
        if (_characters.Length < other._length) _characters = new char[other._characters.Length];
        other.Characters.CopyTo(_characters);
        _length = other._length;
        _words.AddRange(other._words);
        _lines.AddRange(other._lines);
        _blocks.AddRange(other._blocks);
    }

    /// <summary>Takes lines out; blocks without any left go with them.</summary>
    public void RemoveLines(IReadOnlyCollection<int> indices)
    {
        var kept = 0;
        var blocks = 0;
        for (var b = 0; b < _blocks.Count; b++)
        {
            var (block, first) = (_blocks[b], kept);
            for (var i = block.FirstLine; i < block.EndLine; i++)
            {
                if (!indices.Contains(i)) _lines[kept++] = _lines[i];
            }

            if (kept > first) _blocks[blocks++] = new PdfBlock(first, kept);
        }

        _blocks.RemoveRange(blocks, _blocks.Count - blocks);
        _lines.RemoveRange(kept, _lines.Count - kept);
    }

    public void BeginBlock() => _firstLine = _lines.Count;

    public void EndBlock()
    {
        if (_lines.Count > _firstLine) _blocks.Add(new PdfBlock(_firstLine, _lines.Count));
    }

    public void BeginLine() => _firstWord = _words.Count;

    public void EndLine()
    {
        if (_words.Count > _firstWord) _lines.Add(new PdfLine(_firstWord, _words.Count, LetterHeight()));
    }

    public void BeginWord() => _wordStart = _length;

    public void EndWord(float left, float top, float right, float bottom)
    {
        if (_length > _wordStart) _words.Add(new PdfWord(_wordStart, _length - _wordStart, left, top, right, bottom));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(ReadOnlySpan<char> text)
    {
        // Room for the longest expansion: one ligature becomes three letters.
        if (_characters.Length < _length + text.Length * 3) Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _length + text.Length * 3));
        foreach (var c in text)
        {
            if (c is >= ' ' and < '\x7f') _characters[_length++] = c;
            else AppendUncommon(c);
        }
    }

    /// <summary>Formulas and footnote signs stretch a line's own rectangle, so its words are asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float LetterHeight()
    {
        var (smallest, largest, left, right, top, bottom) = (float.MaxValue, 0f, float.MaxValue, 0f, float.MaxValue, 0f);
        for (var i = _firstWord; i < _words.Count; i++)
        {
            var word = _words[i];
            largest = Math.Max(largest, word.Bottom - word.Top);
            if (word.Length >= 3) smallest = Math.Min(smallest, word.Bottom - word.Top);
            (left, right) = (Math.Min(left, word.Left), Math.Max(right, word.Right));
            (top, bottom) = (Math.Min(top, word.Top), Math.Max(bottom, word.Bottom));
        }

        var runsUpwards = _words.Count - _firstWord > 1 && bottom - top > right - left;
        return runsUpwards ? 0 : Math.Min(smallest, largest);
    }

    private void AppendUncommon(char c)
    {
        switch (c)
        {
            case '\u00ad': // soft hyphen: only said where the word may break
                break;
            case '\u00a0':
                _characters[_length++] = ' ';
                break;
            case >= '\ufb00' and <= '\ufb06': // written out, so that "efficient" is found however it was typeset
                foreach (var letter in Ligatures[c - '\ufb00']) _characters[_length++] = letter;
                break;
            case < ' ' or '\x7f' or '\ufffe' or '\uffff':
                Unreadable++;
                break;
            case (>= '\ue000' and <= '\uf8ff') or '\ufffd':
                Unreadable++;
                _characters[_length++] = c;
                break;
            default:
                _characters[_length++] = c;
                break;
        }
    }

    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
}

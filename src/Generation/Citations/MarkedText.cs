using System.Text;

namespace RagDocs.Generation.Citations;

/// <summary>
/// One line of a model's text with its citation marks taken out (pure): white space folded, and where each mark stood. A mark separates
/// words like a space does, so what is a sentence does not depend on the marks.
/// </summary>
internal sealed class MarkedText
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _rawStarts = [];
    private readonly List<(int At, IReadOnlyList<int> Numbers)> _marks = [];

    private MarkedText()
    {
    }

    /// <summary>Without marks, without white space at its start.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Each mark's numbers, and behind how many characters of <see cref="Text"/> it stood.</summary>
    public IReadOnlyList<(int At, IReadOnlyList<int> Numbers)> Marks => _marks;

    /// <param name="raw">Without line ends.</param>
    /// <param name="complete">False: more may follow; a bracket that is still open, and all behind it, is left out for now.</param>
    public static MarkedText Read(string raw, bool complete)
    {
        var text = new MarkedText();
        var afterMark = false;
        for (var i = 0; i < raw.Length;)
        {
            if (MayBegin(raw[i]) && text.TakeMark(raw, i, complete) is var length and not 0)
            {
                if (length < 0) break;
                afterMark = true;
                i += length;
                continue;
            }

            text.Append(raw[i], i, afterMark);
            afterMark &= char.IsWhiteSpace(raw[i]) && text._text.Length == 0;
            i++;
        }

        text.Text = text._text.ToString();
        return text;
    }

    /// <summary>Where in the raw text a character of <see cref="Text"/> stood.</summary>
    public int RawStart(int at) => _rawStarts[at];

    /// <returns>Characters of the mark; 0: it is text; -1: not to be known yet.</returns>
    private int TakeMark(string raw, int start, bool complete)
    {
        var length = CitationMark.At(raw, start, complete, out var numbers);
        if (length <= 0) return length;
        while (_text.Length > 0 && _text[^1] == ' ') RemoveLast();
        _marks.Add((_text.Length, numbers));
        return length;
    }

    private static bool MayBegin(char c) => c is '[' or '【' or '(' or '⁰' or '¹' or '²' or '³' or (>= '⁴' and <= '⁹');

    private void Append(char c, int rawStart, bool afterMark)
    {
        if (char.IsWhiteSpace(c))
        {
            if (_text.Length > 0 && _text[^1] != ' ') Add(' ', rawStart);
            return;
        }

        if (afterMark && _text.Length > 0 && _text[^1] != ' ' && (char.IsLetterOrDigit(c) || c is '(' or '"' or '“' or '„')) Add(' ', rawStart);
        Add(c, rawStart);
    }

    private void Add(char c, int rawStart)
    {
        _text.Append(c);
        _rawStarts.Add(rawStart);
    }

    private void RemoveLast()
    {
        _text.Length--;
        _rawStarts.RemoveAt(_rawStarts.Count - 1);
    }
}

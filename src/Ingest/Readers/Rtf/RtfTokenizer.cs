namespace RagDocs.Ingest.Readers.Rtf;

internal enum RtfTokenKind
{
    GroupStart,
    GroupEnd,

    /// <summary>A word such as \par, with its number if it has one.</summary>
    Word,

    /// <summary>A sign that stands for itself or for something, such as \~.</summary>
    Symbol,

    /// <summary>A byte of text, plain or written as \'hh.</summary>
    Byte,
    End,
}

/// <param name="Name">The control word or symbol; empty for other kinds.</param>
/// <param name="Number">Of a control word; null when it has none. The value of a byte.</param>
internal readonly record struct RtfToken(RtfTokenKind Kind, string Name = "", int? Number = null);

/// <summary>Cuts RTF into tokens (RTF specification 1.9.1, "RTF syntax"), forward and in constant memory. Whatever the bytes, it ends.</summary>
internal sealed class RtfTokenizer(Stream input)
{
    private const int LongestWord = 32;
    private const int LongestNumber = 10;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly char[] _word = new char[LongestWord];
    private readonly Dictionary<int, string> _words = [];
    private int _length;
    private int _position;

    public RtfToken Next()
    {
        while (true)
        {
            var b = Read();
            switch (b)
            {
                case -1:
                    return new RtfToken(RtfTokenKind.End);
                case '{':
                    return new RtfToken(RtfTokenKind.GroupStart);
                case '}':
                    return new RtfToken(RtfTokenKind.GroupEnd);
                case '\\':
                    return Control();
                case '\t':
                    return new RtfToken(RtfTokenKind.Word, "tab");
                case < ' ':
                    // Line ends only make the file readable; other control characters have no business in it.
                    break;
                default:
                    return new RtfToken(RtfTokenKind.Byte, "", b);
            }
        }
    }

    /// <summary>Passes over the bytes that follow \bin.</summary>
    public void Skip(int count)
    {
        while (count > 0 && Fill())
        {
            var step = Math.Min(count, _length - _position);
            _position += step;
            count -= step;
        }
    }

    private RtfToken Control()
    {
        var b = Read();
        if (b < 0) return new RtfToken(RtfTokenKind.End);
        if (b == '\'') return Hex();
        if (!char.IsAsciiLetter((char)b)) return new RtfToken(RtfTokenKind.Symbol, ((char)b).ToString());

        var length = 0;
        for (; b >= 0 && char.IsAsciiLetter((char)b); b = Read())
        {
            if (length < LongestWord) _word[length++] = (char)b;
        }

        var number = Number(ref b);
        // A space only ends the word; anything else begins what follows.
        if (b >= 0 && b != ' ') _position--;
        return new RtfToken(RtfTokenKind.Word, Word(length), number);
    }

    private int? Number(ref int b)
    {
        var isNegative = b == '-';
        if (isNegative) b = Read();
        long number = 0;
        var digits = 0;
        for (; b is >= '0' and <= '9'; b = Read())
        {
            if (++digits <= LongestNumber) number = number * 10 + (b - '0');
        }

        if (digits == 0) return null;
        return (int)Math.Clamp(isNegative ? -number : number, int.MinValue, int.MaxValue);
    }

    private RtfToken Hex()
    {
        var (high, low) = (Digit(Read()), Digit(Read()));
        return new RtfToken(RtfTokenKind.Byte, "", high < 0 || low < 0 ? '?' : high * 16 + low);
    }

    private static int Digit(int b) => b < 0 || !char.IsAsciiHexDigit((char)b) ? -1 : Convert.ToInt32(((char)b).ToString(), 16);

    /// <summary>The same few words come again and again: each is made once.</summary>
    private string Word(int length)
    {
        var key = string.GetHashCode(_word.AsSpan(0, length), StringComparison.Ordinal);
        if (_words.TryGetValue(key, out var known) && _word.AsSpan(0, length).SequenceEqual(known)) return known;
        var word = new string(_word, 0, length);
        if (_words.Count < 4096) _words[key] = word;
        return word;
    }

    private int Read() => Fill() ? _buffer[_position++] : -1;

    private bool Fill()
    {
        if (_position < _length) return true;
        _length = input.Read(_buffer);
        _position = 0;
        return _length > 0;
    }
}

using System.Buffers;

namespace RagDocs.Ingest.Readers;

/// <summary>A line of a text, or a piece of one that is too long for one piece.</summary>
/// <param name="GoesOn">The next piece belongs to the same line.</param>
internal readonly record struct TextLine(string Text, bool GoesOn);

/// <summary>Reads the lines of a text of any length, ended by any of the line ends that Unicode knows (UAX 14, class BK, CR, LF, NL).</summary>
internal static class TextLines
{
    private const int BufferLength = 1 << 16;

    /// <summary>A line without end is handed out in pieces of about this many characters, at white space where there is some.</summary>
    private const int LongestPiece = 1 << 18;

    private static readonly SearchValues<char> Ends = SearchValues.Create("\r\n\f\u0085\u2028\u2029");

    public static IEnumerable<TextLine> Read(TextReader reader)
    {
        var buffer = new char[BufferLength];
        int used = 0, length;
        var afterReturn = false;
        while ((length = reader.Read(buffer, used, buffer.Length - used)) > 0)
        {
            length += used;
            var start = 0;
            while (start < length)
            {
                // A line feed after a carriage return ends no second line, also when the two come in two reads.
                if (afterReturn && buffer[start] == '\n') start++;
                afterReturn = false;
                var end = buffer.AsSpan(start, length - start).IndexOfAny(Ends);
                if (end < 0) break;
                yield return new TextLine(new string(buffer, start, end), false);
                afterReturn = buffer[start + end] == '\r';
                start += end + 1;
            }

            used = Math.Max(0, length - start);
            if (used >= LongestPiece)
            {
                var cut = Cut(buffer.AsSpan(start, used));
                yield return new TextLine(new string(buffer, start, cut), true);
                start += cut;
                used -= cut;
            }

            buffer.AsSpan(start, used).CopyTo(buffer);
            if (used == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }

        if (used > 0) yield return new TextLine(new string(buffer, 0, used), false);
    }

    private static int Cut(ReadOnlySpan<char> text)
    {
        var space = text.LastIndexOfAny(' ', '\t');
        if (space > 0) return space;
        return char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
    }
}

using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Csv;

/// <summary>
/// Reads the records of a list (RFC 4180) one after the other. A quoted value may hold separators and line ends; a quote inside one is
/// doubled. Line ends of every kind are taken.
/// </summary>
internal static class CsvRecords
{
    private const int LongestValue = 500_000;
    private const int MostValues = 16_384;

    /// <param name="isSample">A quoted value cut off at the end is no fault.</param>
    /// <exception cref="DocumentReadException">A quote is never closed, or a row has more values than any list.</exception>
    public static IEnumerable<CsvRecord> Read(TextReader text, CsvDialect dialect, bool isSample = false)
    {
        for (var i = 0; i < dialect.SkippedLines; i++) text.ReadLine();
        var line = dialect.SkippedLines + 1;
        var value = new StringBuilder();
        while (text.Peek() >= 0)
        {
            var values = new List<string>();
            var first = line;
            while (Value(text, dialect, value, values, ref line))
            {
                if (values.Count > MostValues) throw Fault(DocumentState.Refused, first, $"has more than {MostValues:N0} values, as no list has");
            }

            if (!isSample && values[^1].Length > LongestValue)
                throw Fault(DocumentState.Damaged, first, "begins a quoted value that does not end");
            yield return new CsvRecord(first, values);
        }
    }

    /// <returns>True when another value follows in the same record.</returns>
    private static bool Value(TextReader text, CsvDialect dialect, StringBuilder value, List<string> values, ref int line)
    {
        value.Clear();
        var quoted = false;
        while (true)
        {
            var c = text.Read();
            if (c < 0) break;
            if (c is '\r' or '\n')
            {
                if (c == '\r' && text.Peek() == '\n') _ = text.Read();
                line++;
                if (!quoted) break;
                c = '\n';
            }
            else if (c == dialect.Quote && (quoted || IsBlank(value)))
            {
                if (quoted && text.Peek() == dialect.Quote) _ = text.Read();
                else
                {
                    if (!quoted) value.Clear();
                    quoted = !quoted;
                    continue;
                }
            }
            else if (c == dialect.Separator && !quoted)
            {
                values.Add(value.ToString());
                return true;
            }

            if (value.Length <= LongestValue) value.Append((char)c);
        }

        values.Add(value.ToString());
        return false;
    }

    private static bool IsBlank(StringBuilder value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != ' ') return false;
        }

        return true;
    }

    private static DocumentReadException Fault(DocumentState state, int line, string what) => new(
        state, $"Line {line:N0} {what}. Correct it in a text editor or save the file anew from its program, then add it again.");
}

/// <param name="Line">Number of its first line, counted from 1.</param>
internal readonly record struct CsvRecord(int Line, IReadOnlyList<string> Values);

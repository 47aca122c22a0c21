using System.Runtime.CompilerServices;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>
/// Reads the XHTML of poppler's "pdftotext -bbox-layout" (page > flow > block > line > word) from the pipe, page by page. It is not
/// parsed as XML: poppler passes control characters of broken fonts through, which no XML may hold and on which XmlReader (with
/// CheckCharacters off) was seen to hang. Poppler writes every tag on a line of its own and escapes the five XML characters in text,
/// so a line that begins with a tag is one. The few methods that see every word are compiled at full optimisation at once: a command
/// that reads one file and ends would otherwise spend as much on the runtime's measuring as on reading.
/// </summary>
/// <param name="turned">Pages that lie on their side.</param>
internal sealed class BoxLayoutReader(IReadOnlySet<int> turned)
{
    private const int BufferSize = 256 * 1024;

    private readonly PdfPage _page = new();
    private readonly float[] _numbers = new float[4];
    private readonly char[] _characters = new char[BufferSize];
    private bool _ended;

    /// <summary>Title from the file's properties; null when there is none.</summary>
    public string? Title { get; private set; }

    /// <summary>Number of pages read to their end.</summary>
    public int Pages { get; private set; }

    /// <summary>The output stopped before its end: the program broke off.</summary>
    public bool BrokeOff => !_ended;

    /// <summary>Reads to the end; every page is handed over before the next is read into the same object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(Stream xhtml, Action<PdfPage> onPage)
    {
        var buffer = new byte[BufferSize];
        var length = 0;
        int read;
        while ((read = xhtml.Read(buffer.AsSpan(length))) > 0)
        {
            length += read;
            var rest = buffer.AsSpan(0, length);
            int lineFeed;
            while ((lineFeed = rest.IndexOf((byte)'\n')) >= 0)
            {
                Line(rest[..lineFeed].TrimStart((byte)' '), onPage);
                rest = rest[(lineFeed + 1)..];
            }

            // A line that fills the whole buffer is no word a person can read: it is dropped.
            length = rest.Length < buffer.Length ? rest.Length : 0;
            rest[..length].CopyTo(buffer);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Line(ReadOnlySpan<byte> line, Action<PdfPage> onPage)
    {
        if (line.Length < 5 || line[0] != (byte)'<') return;
        if (line.StartsWith("<word "u8)) Word(line);
        else if (line.StartsWith("<line "u8)) _page.BeginLine();
        else if (line.SequenceEqual("</line>"u8)) _page.EndLine();
        else if (line.StartsWith("<block "u8)) _page.BeginBlock();
        else if (line.SequenceEqual("</block>"u8)) _page.EndBlock();
        else if (line.StartsWith("<page "u8)) BeginPage(line);
        else if (line.SequenceEqual("</page>"u8)) EndPage(onPage);
        else if (line.StartsWith("<title>"u8)) Title = ReadTitle(line[7..]);
        else if (line.SequenceEqual("</html>"u8)) _ended = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Word(ReadOnlySpan<byte> line)
    {
        var text = Numbers(line, 4);
        var end = text.LastIndexOf("</word>"u8);
        _page.BeginWord();
        _page.Append(XmlText.Decode(end < 0 ? text : text[..end], _characters));
        _page.EndWord(_numbers[0], _numbers[1], _numbers[2], _numbers[3]);
    }

    private void BeginPage(ReadOnlySpan<byte> line)
    {
        Numbers(line, 2);
        if (turned.Contains(Pages + 1)) _page.Begin(_numbers[1], _numbers[0]);
        else _page.Begin(_numbers[0], _numbers[1]);
    }

    private void EndPage(Action<PdfPage> onPage)
    {
        Pages++;
        onPage(_page);
    }

    private string ReadTitle(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf("</title>"u8);
        return XmlText.Decode(end < 0 ? text : text[..end], _characters).ToString();
    }

    /// <summary>
    /// Reads a tag's attributes as numbers (xMin, yMin, xMax, yMax, or width, height; poppler keeps this order) and returns what stands
    /// behind the tag. Broken fonts give "nan" and "inf": they count as 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<byte> Numbers(ReadOnlySpan<byte> line, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _numbers[i] = 0;
            var open = line.IndexOf((byte)'"');
            if (open < 0) continue;
            line = line[(open + 1)..];
            var close = line.IndexOf((byte)'"');
            if (close < 0) continue;
            _numbers[i] = PointNumber.Parse(line[..close]);
            line = line[(close + 1)..];
        }

        var end = line.IndexOf((byte)'>');
        return end < 0 ? [] : line[(end + 1)..];
    }
}

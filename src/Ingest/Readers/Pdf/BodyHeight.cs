namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>The height of the lines that most of a file's text stands in: the median over all characters so far.</summary>
internal sealed class BodyHeight
{
    private const int StepsPerPoint = 4;

    private readonly long[] _characters = new long[100 * StepsPerPoint];
    private long _total;

    /// <summary>In points; a page's own text is added before its headings are looked for.</summary>
    public float Median
    {
        get
        {
            long sum = 0;
            for (var i = 0; i < _characters.Length; i++)
            {
                sum += _characters[i];
                if (sum * 2 >= _total && sum > 0) return (i + 0.5f) / StepsPerPoint;
            }

            return 1;
        }
    }

    public void Add(PdfLine line, IReadOnlyList<PdfWord> words)
    {
        var step = Math.Clamp((int)(line.Height * StepsPerPoint), 0, _characters.Length - 1);
        var last = words[line.EndWord - 1];
        var length = last.Start + last.Length - words[line.FirstWord].Start;
        _characters[step] += length;
        _total += length;
    }
}

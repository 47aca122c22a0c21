namespace RagDocs.Ingest.Readers.Scans;

/// <summary>
/// Makes a recognised line like one of a text layer: cut where a gap is too wide for a space (columns of a table), and with words of one
/// height. Tesseract's rectangles fit each word closely, so "sea" is half as high as "Alp", which neither marks well nor tells headings.
/// </summary>
internal static class RecognizedLine
{
    private const float WidestSpaceInHeights = 2f;
    private const float SkewInHeights = 2.2f;

    public static IEnumerable<IReadOnlyList<RecognizedWord>> Parts(IReadOnlyList<RecognizedWord> words)
    {
        if (words.Count == 0) yield break;
        var (top, bottom) = (words.Min(w => w.Top), words.Max(w => w.Bottom));
        var height = words.Select(w => w.Height).Order().ElementAt(words.Count / 2);

        // A crooked line, or one that runs upwards, is much higher than its words: there each keeps its own corners.
        var isLevel = bottom - top <= height * SkewInHeights;
        var part = new List<RecognizedWord>();
        foreach (var word in words)
        {
            if (part.Count > 0 && isLevel && word.Left - part[^1].Right > (bottom - top) * WidestSpaceInHeights)
            {
                yield return part;
                part = [];
            }

            part.Add(isLevel ? word with { Top = top, Bottom = bottom } : word);
        }

        yield return part;
    }
}

using RagDocs.Retrieval;

namespace RagDocs.Web.Sources;

/// <summary>Joins the rectangles of words that follow each other on a line into one, so that a marked sentence looks like a marker's stroke.</summary>
internal static class MarkLines
{
    // A word's rectangle ends at its tallest letters, and has room below for those that hang down: as it is, the stroke looks too low.
    private const double Above = 0.12;
    private const double Below = 0.04;
    private const double Beside = 0.1;

    public static IEnumerable<MarkBox> Join(IEnumerable<WordBox> words) => Lines(words).Select(Stroke);

    private static MarkBox Stroke(MarkBox line)
    {
        // Words that run upwards are tall and narrow.
        var thick = Math.Min(line.Width, line.Height);
        var (left, top) = (Math.Max(0, line.X - (Beside * thick)), Math.Max(0, line.Y - (Above * thick)));
        var (right, bottom) = (line.X + line.Width + (Beside * thick), line.Y + line.Height + (Below * thick));
        return new MarkBox(left, top, Math.Min(1, right) - left, Math.Min(1, bottom) - top);
    }

    private static IEnumerable<MarkBox> Lines(IEnumerable<WordBox> words)
    {
        MarkBox? line = null;
        foreach (var word in words)
        {
            var box = new MarkBox(word.X, word.Y, word.Width, word.Height);
            if (line is not null && OnSameLine(line, box))
            {
                line = Union(line, box);
                continue;
            }

            if (line is not null) yield return line;
            line = box;
        }

        if (line is not null) yield return line;
    }

    private static bool OnSameLine(MarkBox line, MarkBox next) =>
        next.X >= line.X && Math.Abs(next.Y + (next.Height / 2) - line.Y - (line.Height / 2)) < Math.Max(line.Height, next.Height) / 2;

    private static MarkBox Union(MarkBox a, MarkBox b)
    {
        var (left, top) = (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y));
        return new MarkBox(left, top, Math.Max(a.X + a.Width, b.X + b.Width) - left, Math.Max(a.Y + a.Height, b.Y + b.Height) - top);
    }
}

using RagDocs.Retrieval;

namespace RagDocs.Web.Sources;

/// <summary>Joins the rectangles of words that follow each other on a line into one, so that a marked sentence looks like a marker's stroke.</summary>
internal static class MarkLines
{
    public static IEnumerable<MarkBox> Join(IEnumerable<WordBox> words)
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

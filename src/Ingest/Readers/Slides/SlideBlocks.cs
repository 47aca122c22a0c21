namespace RagDocs.Ingest.Readers.Slides;

/// <summary>Slides as blocks: the title as a heading, then the shapes from top to bottom and left to right, then the notes.</summary>
internal sealed class SlideBlocks(BlockCollector blocks)
{
    /// <summary>Shapes whose upper borders are closer than this stand in one line; in points.</summary>
    private const double LineHeight = 14;

    private const int LongestTitle = 120;

    /// <summary>The title of the first slide that has one of its own; null when none has.</summary>
    public string? FirstTitle { get; private set; }

    /// <summary>Adds a slide; one without text adds nothing.</summary>
    public void Add(Slide slide)
    {
        var shapes = InReadingOrder(slide.Shapes.Where(s => s.Texts.Count > 0)).ToList();
        if (shapes.Count == 0 && slide.Notes.Length == 0) return;

        var title = shapes.Find(s => s.IsTitle) ?? shapes.Take(1).FirstOrDefault(CouldBeTitle);
        var heading = title is null ? $"Slide {slide.Number}" : string.Join(' ', title.Texts.Select(t => t.Text)).ReplaceLineEndings(" ");
        if (title is { IsTitle: true }) FirstTitle ??= heading;
        blocks.Add(BlockKind.Heading, heading, 1, slide.Number);
        foreach (var text in shapes.Where(s => !ReferenceEquals(s, title)).SelectMany(s => s.Texts)) blocks.Add(text.Kind, text.Text, 0, slide.Number);
        if (slide.Notes.Length > 0) blocks.Add(BlockKind.Paragraph, $"Notes: {slide.Notes}", 0, slide.Number);
    }

    private static bool CouldBeTitle(SlideShape shape) =>
        shape.Texts is [{ Kind: BlockKind.Paragraph, Text: { Length: <= LongestTitle } text }] && !text.Contains('\n', StringComparison.Ordinal);

    private static IEnumerable<SlideShape> InReadingOrder(IEnumerable<SlideShape> shapes)
    {
        var line = new List<SlideShape>();
        foreach (var shape in shapes.OrderBy(s => s.Top))
        {
            if (line.Count > 0 && shape.Top - line[0].Top > LineHeight)
            {
                foreach (var left in line.OrderBy(s => s.Left)) yield return left;
                line.Clear();
            }

            line.Add(shape);
        }

        foreach (var left in line.OrderBy(s => s.Left)) yield return left;
    }
}

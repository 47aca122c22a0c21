namespace RagDocs.Ingest.Readers.Slides;

/// <summary>Something on a slide that holds text.</summary>
/// <param name="Top">Distance from the slide's upper border, in points.</param>
/// <param name="Left">Distance from its left border, in points.</param>
/// <param name="IsTitle">It is the slide's title by its own account.</param>
/// <param name="Texts">In order.</param>
internal sealed record SlideShape(double Top, double Left, bool IsTitle, IReadOnlyList<SlideText> Texts);

/// <summary>A paragraph, list or table of a shape.</summary>
internal sealed record SlideText(BlockKind Kind, string Text);

/// <summary>A slide before its shapes are put in order.</summary>
/// <param name="Number">Counted from 1, hidden slides included, as the program shows it.</param>
/// <param name="Notes">The speaker's notes; empty when there are none.</param>
internal sealed record Slide(int Number, IReadOnlyList<SlideShape> Shapes, string Notes);

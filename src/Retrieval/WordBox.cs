namespace RagDocs.Retrieval;

/// <summary>One word's rectangle on its page.</summary>
/// <param name="Start">Offset of the word's first character in the text it belongs to (block or chunk).</param>
/// <param name="Length">Number of characters.</param>
/// <param name="X">Left edge as a fraction of the page's width, 0 to 1.</param>
/// <param name="Y">Top edge as a fraction of the page's height, 0 at the top.</param>
/// <param name="Width">Width as a fraction of the page's width.</param>
/// <param name="Height">Height as a fraction of the page's height.</param>
public readonly record struct WordBox(int Start, int Length, float X, float Y, float Width, float Height);

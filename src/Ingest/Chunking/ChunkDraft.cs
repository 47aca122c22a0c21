using RagDocs.Retrieval;

namespace RagDocs.Ingest.Chunking;

/// <summary>A chunk before it is embedded and stored.</summary>
/// <param name="Text">The chunk's own text, without its headings.</param>
/// <param name="HeadingPath">Headings above, outermost first.</param>
/// <param name="Place">Page (a chunk never crosses a page border), first paragraph and offset in the read text.</param>
/// <param name="Words">Word rectangles relative to <paramref name="Text"/>; empty for formats without pages.</param>
public sealed record ChunkDraft(string Text, IReadOnlyList<string> HeadingPath, Place Place, IReadOnlyList<WordBox> Words);

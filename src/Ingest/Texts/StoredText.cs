using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Texts;

/// <summary>A text as it was kept.</summary>
/// <param name="HasParts">True when the file held files that became documents of their own; they are not kept with it.</param>
public sealed record StoredText(DocumentText Text, bool HasParts);

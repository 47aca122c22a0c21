namespace RagDocs.Ingest.Readers;

/// <summary>A file inside a file (an attachment, a member of an archive) that becomes a document of its own.</summary>
/// <param name="Path">Its name in there, forward slashes; untrusted, checked like any path before it is shown.</param>
/// <param name="Open">Opens its content; only valid while the outer file lies where it was read. Bounded by the reader's limits.</param>
public sealed record EmbeddedFile(string Path, Func<Stream> Open);

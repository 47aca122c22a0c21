namespace RagDocs.Ingest.Readers;

/// <summary>A format cannot be read on this machine because a program is missing. Not the document's fault: it can be tried again later.</summary>
/// <param name="message">What is missing and how to install it.</param>
public sealed class ReaderUnavailableException(string message) : InvalidOperationException(message);

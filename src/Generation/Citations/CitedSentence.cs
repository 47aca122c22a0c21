namespace RagDocs.Generation.Citations;

/// <summary>A sentence as a model wrote it.</summary>
/// <param name="Text">Plain text, without citation marks.</param>
/// <param name="Passages">Numbers of offered passages, from 1, each once, in the order written; never empty.</param>
internal sealed record CitedSentence(string Text, IReadOnlyList<int> Passages);

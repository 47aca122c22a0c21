namespace RagDocs.Generation.Warnings;

/// <summary>Two passages that say different figures of the same thing.</summary>
/// <param name="First">Index of the passage that the answer rests on.</param>
/// <param name="Second">Index of the passage that says otherwise.</param>
/// <param name="Quote">Its sentence or row, verbatim.</param>
internal sealed record Conflict(int First, string FirstSays, int Second, string SecondSays, string Quote);

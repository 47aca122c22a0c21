namespace RagDocs.Generation.Tests.Checking.Pairs;

/// <summary>A sentence and the passage it cites.</summary>
/// <param name="Kind">How it was made, for the table of results.</param>
/// <param name="IsTrue">The passage carries it.</param>
internal sealed record SentencePair(string Kind, bool IsTrue, string Sentence, SourceText Source);

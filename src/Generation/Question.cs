using RagDocs.Retrieval.Access;

namespace RagDocs.Generation;

/// <summary>A question with the rights of who asks it.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Scope">Collections the asker may read, narrowed to the ones asked in.</param>
public sealed record Question(string Text, SearchScope Scope);

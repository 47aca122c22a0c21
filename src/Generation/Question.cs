using RagDocs.Generation.FollowUps;
using RagDocs.Retrieval.Access;

namespace RagDocs.Generation;

/// <summary>A question with the rights of who asks it.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Scope">Collections the asker may read, narrowed to the ones asked in.</param>
public sealed record Question(string Text, SearchScope Scope)
{
    /// <summary>Answer with the documents' own sentences even where a language model could write.</summary>
    public bool WithoutModel { get; init; }

    /// <summary>What was asked before in the same conversation, oldest first.</summary>
    public IReadOnlyList<EarlierTurn> History { get; init; } = [];

    /// <summary>The language of the asker's interface ("de"), for questions that do not tell theirs; null: not known.</summary>
    public string? InterfaceLanguage { get; init; }

    /// <summary>Who asks, as a name that says nothing; an engine of our own serves askers in turn.</summary>
    public string Asker { get; init; } = "";
}

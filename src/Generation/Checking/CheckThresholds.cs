namespace RagDocs.Generation.Checking;

/// <summary>
/// Where one verdict ends and the next begins. Chosen on the first of two sets of 300 sentences made from the development documents
/// (tests/Generation.Tests/Checking/Pairs); the second set, from other documents, was only measured.
/// </summary>
internal static class CheckThresholds
{
    /// <summary>Share of telling words from which a sentence without findings is supported. Joined and reworded true sentences stay above it.</summary>
    public const double Supported = 0.72;

    /// <summary>Share below which nothing of a sentence is carried: what an unrelated passage of the same handbook shares with it.</summary>
    public const double Partly = 0.45;

    /// <summary>A clause of a few telling words of which less is found was not taken from the source.</summary>
    public const double Clause = 0.4;

    public const int ClauseWords = 3;

    /// <summary>Cosine of word vectors from which words count as saying the same.</summary>
    public const float Alike = 0.5f;

    /// <summary>Cosine below which a word that stands in another's place says something else: office for portal.</summary>
    public const float Unrelated = 0.25f;

    /// <summary>How much nearer another figure's surroundings must be before a figure is called out of place.</summary>
    public const double Misplaced = 1.6, MisplacedBy = 0.3;
}

using RagDocs.Generation.Checking;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Conversations;

public sealed record ConversationLine(long Id, string Title, DateTimeOffset UpdatedAt);

/// <summary>A conversation as its owner sees it, oldest question first; of questions asked again the version that is shown.</summary>
public sealed record ConversationView(long Id, string Title, IReadOnlyList<MessageView> Messages);

/// <summary>One question with its answer.</summary>
/// <param name="AskedIn">Names of the collections asked in; empty means all readable ones.</param>
/// <param name="Problem">Why it failed, or for a refusal what was not found.</param>
/// <param name="Helpful">The owner's feedback; null when none was given.</param>
public sealed record MessageView(
    long Id,
    string Question,
    string AskedIn,
    MessageState State,
    string Answerer,
    TimeSpan Elapsed,
    string? Problem,
    IReadOnlyList<SentenceView> Sentences,
    IReadOnlyList<CitationView> Citations,
    bool? Helpful)
{
    /// <summary>What was searched for when the question leaned on earlier ones; null when it stood alone.</summary>
    public string? StandaloneQuestion { get; init; }

    /// <summary>The messages at this place of the conversation, oldest first, when it was asked again; else itself alone.</summary>
    public IReadOnlyList<long> Versions { get; init; } = [];

    /// <summary>Those whose citations may all be read.</summary>
    public IReadOnlyList<AnswerWarning> Warnings { get; init; } = [];

    /// <summary>Questions to go on with; none where a source may no longer be read.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}

public sealed record SentenceView(string Text, IReadOnlyList<int> Citations)
{
    public SentenceVerdict Verdict { get; init; }

    /// <summary>What speaks against it; empty when it is supported or was not checked.</summary>
    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];
}

/// <summary>One answer behind a link, as somebody else sees it.</summary>
/// <param name="By">Who asked.</param>
public sealed record SharedAnswer(string By, DateTimeOffset AskedAt, MessageView Message);

/// <summary>A source as its card shows it, pinned to the version that was read.</summary>
/// <param name="Number">Counted from 1 within the answer.</param>
/// <param name="Excerpt">Beginning of the passage around the quote.</param>
/// <param name="Quote">The words that carry the answer, verbatim; empty for a place that is only near.</param>
public sealed record CitationView(
    int Number,
    long DocumentId,
    long VersionId,
    int VersionNumber,
    long ChunkId,
    string Title,
    string Collection,
    string Path,
    int? Page,
    string HeadingPath,
    string Excerpt,
    string Quote)
{
    /// <summary>Cells of a sheet, for example "Budget!A2:F40"; null for formats without sheets.</summary>
    public string? Cells { get; init; }
}

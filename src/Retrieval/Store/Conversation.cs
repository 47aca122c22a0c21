namespace RagDocs.Retrieval.Store;

/// <summary>A thread of questions and answers of one person.</summary>
public sealed class Conversation
{
    public long Id { get; set; }

    public long UserId { get; set; }

    public User? User { get; set; }

    public required string Title { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public List<Message> Messages { get; set; } = [];
}

public enum MessageState
{
    /// <summary>Being written, or cut off by a restart.</summary>
    Writing,
    Done,

    /// <summary>The documents hold no answer; the nearest places are cited.</summary>
    Refused,
    Stopped,
    Failed,
}

/// <summary>One question and its answer.</summary>
public sealed class Message
{
    public long Id { get; set; }

    public long ConversationId { get; set; }

    public Conversation? Conversation { get; set; }

    public required string Question { get; set; }

    /// <summary>What was searched for when the question leaned on earlier ones; null when it stood alone.</summary>
    public string? StandaloneQuestion { get; set; }

    /// <summary>Collections asked in, as shown to the person; empty means all readable ones.</summary>
    public string AskedIn { get; set; } = "";

    /// <summary>The message this one asks again (regenerated or edited); null for a new question.</summary>
    public long? ReplacesId { get; set; }

    /// <summary>Part of the link the asker shares; null when never shared. Whoever opens it sees only what he may read.</summary>
    public string? ShareKey { get; set; }

    public MessageState State { get; set; }

    /// <summary>Which answerer wrote it, for example "extractive".</summary>
    public string Answerer { get; set; } = "";

    public DateTimeOffset AskedAt { get; set; }

    public int DurationMs { get; set; }

    /// <summary>Stages with their milliseconds, for example "Searching=12 Writing=31".</summary>
    public string StageTimes { get; set; } = "";

    /// <summary>Ids of the chunks the answerer was shown, best first, for example "12 7 31".</summary>
    public string ShownChunks { get; set; } = "";

    /// <summary>What was said about its sources (they disagree, are overdue), as JSON; empty for nothing.</summary>
    public string Warnings { get; set; } = "";

    /// <summary>Questions offered to go on with, one a line; empty for none.</summary>
    public string Suggestions { get; set; } = "";

    /// <summary>Why it failed, in words for people.</summary>
    public string? Problem { get; set; }

    public List<AnswerSentence> Sentences { get; set; } = [];

    public List<Citation> Citations { get; set; } = [];

    public Feedback? Feedback { get; set; }
}

/// <summary>One sentence of an answer with the numbers of the citations it rests on.</summary>
public sealed class AnswerSentence
{
    public long Id { get; set; }

    public long MessageId { get; set; }

    public int Ordinal { get; set; }

    public required string Text { get; set; }

    /// <summary>Citation numbers, for example "1" or "1,3".</summary>
    public string CitationNumbers { get; set; } = "";

    public SentenceVerdict Verdict { get; set; }

    /// <summary>Why it is not wholly supported: the checker's findings as JSON, put into words in the reader's language; empty when it is.</summary>
    public string VerdictReason { get; set; } = "";
}

/// <summary>How far the cited passages carry a sentence.</summary>
public enum SentenceVerdict
{
    NotChecked,
    Supported,
    Partly,
    Unsupported,
}

/// <summary>A source of an answer, pinned to the version that was read.</summary>
public sealed class Citation
{
    public long Id { get; set; }

    public long MessageId { get; set; }

    public Message? Message { get; set; }

    /// <summary>The number shown, counted from 1 within the message.</summary>
    public int Number { get; set; }

    public long DocumentId { get; set; }

    public Document? Document { get; set; }

    public long VersionId { get; set; }

    public DocumentVersion? Version { get; set; }

    public long ChunkId { get; set; }

    public Chunk? Chunk { get; set; }

    /// <summary>The words that carry the answer, verbatim from the document; empty for a place that is only near.</summary>
    public string Quote { get; set; } = "";
}

/// <summary>What the asker thought of an answer.</summary>
public sealed class Feedback
{
    public long Id { get; set; }

    public long MessageId { get; set; }

    public long UserId { get; set; }

    public bool Helpful { get; set; }

    /// <summary>What was wrong, chosen from a list, for example "wrong-source"; empty when not said.</summary>
    public string Reason { get; set; } = "";

    public string Comment { get; set; } = "";

    public DateTimeOffset GivenAt { get; set; }
}

/// <summary>Who did what, for administrators; never holds question or document text.</summary>
public sealed class AuditEvent
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public long? UserId { get; set; }

    /// <summary>For example "sign-in", "document.open", "collection.readers".</summary>
    public required string Action { get; set; }

    public string Subject { get; set; } = "";
}

namespace RagDocs.Retrieval.Reading;

/// <summary>The kind of thing a question asks for, as far as its words tell.</summary>
internal enum AskedKind
{
    Unknown,
    Duration,
    Date,
    Percentage,
    Number,
    Person,
}

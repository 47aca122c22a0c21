namespace RagDocs.Generation.Extractive;

/// <summary>
/// What a question asks for, as far as its words tell: the answer types of Li and Roth (2002), cut to what a sentence shows on its face.
/// </summary>
internal enum AnswerKind
{
    Any,
    Amount,
    Duration,
    Time,
    Person,
    Place,
    YesNo,
    Reason,
    Steps,
    Definition,
}

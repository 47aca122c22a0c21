namespace RagDocs.Generation.Suggestions;

/// <summary>What a question was made from; where several are to be had, the earlier ones come first.</summary>
internal enum SuggestionSource
{
    /// <summary>A heading that is a question: somebody wrote it for people who ask.</summary>
    QuestionHeading,

    /// <summary>A heading that says what to do ("Connect to the Wi-Fi").</summary>
    TaskHeading,

    Figure,
    List,
    Definition,
    TableCell,

    /// <summary>A heading that names something, and no more.</summary>
    TopicHeading,

    /// <summary>A heading as it stands, named with its document: always said right, and for want of better.</summary>
    QuotedHeading,
}

/// <summary>A question that a text may answer, before anybody has looked whether it does.</summary>
/// <param name="Passage">Index into the passages found.</param>
/// <param name="Start">Of the text that should answer it, in the passage's text.</param>
/// <param name="Length">Of that text; the whole passage for a heading.</param>
internal sealed record SuggestionDraft(string Text, SuggestionSource Source, int Passage, int Start, int Length)
{
    public bool IsOfHeading => Source is SuggestionSource.QuestionHeading or SuggestionSource.TaskHeading or SuggestionSource.TopicHeading or SuggestionSource.QuotedHeading;

    public bool Meets(int start, int length) => start < Start + Length && Start < start + length;
}

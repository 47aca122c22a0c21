namespace RagDocs.Retrieval.Quality;

/// <summary>Where an answer stands.</summary>
/// <param name="Document">Tells documents apart: a path or a number, the same kind as in <see cref="FoundPlace"/>.</param>
/// <param name="Page">Counted from 1; null when the format has no pages.</param>
/// <param name="Paragraph">Counted from 1; null when the paragraph is not known.</param>
/// <param name="Quote">Words that carry the answer; null or empty when the page, paragraph or document as a whole is meant.</param>
/// <param name="Group">Places of one group are alternatives, of which one is enough; null for a place needed by itself.</param>
public sealed record SoughtPlace(string Document, int? Page, int? Paragraph, string? Quote, int? Group);

/// <summary>A place that a search found.</summary>
/// <param name="Paragraph">Null when the passage is more than one paragraph.</param>
public sealed record FoundPlace(string Document, int? Page, int? Paragraph, string Text);

using RagDocs.Retrieval;

namespace RagDocs.Generation;

/// <summary>Turns passages into an answer. Implemented by the extractive answerer and by language models.</summary>
public interface IAnswerer
{
    /// <summary>Shown to people and stored with the answer, for example "extractive" or "Mistral 7B".</summary>
    string Name { get; }

    /// <summary>Streams the answer's sentences, or one <see cref="Refusal"/> when the passages hold no answer.</summary>
    /// <param name="question">Stands alone.</param>
    /// <param name="passages">Best first; the only knowledge that may be used.</param>
    IAsyncEnumerable<AnswerPart> AnswerAsync(string question, IReadOnlyList<Passage> passages, CancellationToken cancellationToken);
}

/// <summary>A piece of an answer as it is being made.</summary>
public abstract record AnswerPart;

/// <summary>What the next sentence reads so far, from its first word; replaced by the next draft or its <see cref="Sentence"/>, or by nothing.</summary>
/// <param name="Text">Plain text; empty takes the draft back.</param>
public sealed record Draft(string Text) : AnswerPart;

/// <summary>Others are served first.</summary>
/// <param name="Place">In the queue; 1 is next.</param>
public sealed record Waiting(int Place) : AnswerPart;

/// <summary>One finished sentence.</summary>
/// <param name="Text">Plain text, without citation marks.</param>
/// <param name="Evidence">What it rests on; empty only for a note on what was not found.</param>
public sealed record Sentence(string Text, IReadOnlyList<Evidence> Evidence) : AnswerPart;

/// <summary>The passages do not hold an answer.</summary>
/// <param name="Missing">What was not found, in words for people.</param>
public sealed record Refusal(string Missing) : AnswerPart;

/// <summary>A quote inside a passage.</summary>
/// <param name="Passage">Index into the passages offered.</param>
/// <param name="Quote">Verbatim from the passage.</param>
public sealed record Evidence(int Passage, string Quote);

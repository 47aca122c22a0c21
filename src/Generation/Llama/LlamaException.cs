namespace RagDocs.Generation.Llama;

/// <summary>Something the language model engine cannot do; the message names the cause and the cure.</summary>
public class LlamaException : Exception
{
    public LlamaException(string message)
        : base(message)
    {
    }

    public LlamaException(string message, Exception cause)
        : base(message, cause)
    {
    }
}

/// <summary>Prompt and wanted answer do not fit into the context; nothing was cut.</summary>
/// <param name="promptTokens">What the prompt needs.</param>
/// <param name="availableTokens">What one request may have, prompt and answer together.</param>
/// <param name="atLeast">It was so far too long that nobody counted exactly.</param>
public sealed class PromptTooLongException(int promptTokens, int availableTokens, bool atLeast = false) : LlamaException(
    $"The prompt has {(atLeast ? "at least " : "")}{promptTokens} tokens, but a request may have {availableTokens}, the answer included. "
    + "Shorten it, offer fewer passages, or start the engine with a larger --context.")
{
    public int PromptTokens { get; } = promptTokens;

    public int AvailableTokens { get; } = availableTokens;
}

/// <summary>The question alone takes the room that the passages need.</summary>
/// <param name="questionTokens">What the question needs.</param>
/// <param name="availableTokens">What it may have beside the rules, the best passage and the answer.</param>
public sealed class QuestionTooLongException(int questionTokens, int availableTokens) : LlamaException(
    $"The question has {questionTokens} tokens, but the language model has room for {availableTokens}. Shorten it to about {(availableTokens * 100) / questionTokens} % of its length.")
{
    public int QuestionTokens { get; } = questionTokens;

    public int AvailableTokens { get; } = availableTokens;
}

/// <summary>The queue is full; nothing was started.</summary>
/// <param name="waiting">Requests that wait already.</param>
/// <param name="retryAfter">When a place is likely to be free.</param>
public sealed class EngineBusyException(int waiting, TimeSpan retryAfter) : LlamaException(
    $"The engine is busy: {waiting} requests are waiting. Ask again in {Math.Max(1, (int)retryAfter.TotalSeconds)} s.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The request itself cannot be served: a broken grammar, an option out of its range, the wrong kind of model.</summary>
public sealed class BadRequestException(string message) : LlamaException(message);

namespace RagDocs.Generation.Llama.Engine;

/// <summary>What a request lives through: it is taken, places in the queue, the start, pieces of text, the end.</summary>
internal abstract record GenerationEvent;

/// <summary>The first event: nothing is wrong with the request, and there is room for it at least in the queue.</summary>
internal sealed record RequestTaken : GenerationEvent;

/// <param name="Place">1 is next. Sent to those who wait, and whenever it changes.</param>
internal sealed record QueuePlace(int Place) : GenerationEvent;

/// <param name="PromptTokens">Tokens of the whole prompt.</param>
/// <param name="CachedTokens">How many of them did not have to be computed again.</param>
internal sealed record GenerationStarted(int PromptTokens, int CachedTokens) : GenerationEvent;

/// <summary>Whole characters only; never empty.</summary>
internal sealed record TextGenerated(string Text) : GenerationEvent;

/// <summary>The last event.</summary>
/// <param name="DraftedTokens">Tokens guessed from the prompt.</param>
/// <param name="AcceptedTokens">Guesses that were right.</param>
internal sealed record GenerationEnded(
    FinishReason Reason, int PromptTokens, int CachedTokens, int GeneratedTokens, int DraftedTokens, int AcceptedTokens) : GenerationEvent;

internal enum FinishReason
{
    /// <summary>The model ended, a stop string came, or the grammar was complete.</summary>
    Stop,

    /// <summary>The token limit or the context was reached.</summary>
    Length,
}

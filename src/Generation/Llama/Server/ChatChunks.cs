using System.Text.Json;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>The pieces of one answer as they stand on the wire.</summary>
/// <param name="Created">Seconds since 1970.</param>
internal sealed record ChatChunks(string Id, string Model, long Created)
{
    public static ChatChunks New(string model, TimeProvider time) =>
        new($"chatcmpl-{Guid.NewGuid():N}", model, time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>Has a choice with nothing new in it: there are clients that always look at the first choice.</summary>
    public ChatCompletion Place(int place) => Chunk(new ChatDelta(null, null)) with { QueuePlace = place };

    public ChatCompletion Started() => Chunk(new ChatDelta("assistant", ""));

    public ChatCompletion Text(string text) => Chunk(new ChatDelta(null, text));

    public ChatCompletion Ended(FinishReason reason) => Chunk(new ChatDelta(null, null), WordOf(reason));

    /// <summary>The last chunk when the caller asked for it: no choices, only the usage.</summary>
    public ChatCompletion Counted(GenerationEnded ended) => Chunk() with { Choices = [], Usage = UsageOf(ended) };

    public ChatCompletion Whole(string text, GenerationEnded ended) => new()
    {
        Id = Id, Object = "chat.completion", Created = Created, Model = Model, Usage = UsageOf(ended),
        Choices =
        [
            new ChatChoice
            {
                Message = new ChatMessage("assistant", JsonSerializer.SerializeToElement(text, WireJson.Options)), FinishReason = WordOf(ended.Reason),
            },
        ],
    };

    private ChatCompletion Chunk(ChatDelta? delta = null, string? reason = null) => new()
    {
        Id = Id, Object = "chat.completion.chunk", Created = Created, Model = Model,
        Choices = [new ChatChoice { Delta = delta, FinishReason = reason }],
    };

    private static string WordOf(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        _ => "stop",
    };

    private static Usage UsageOf(GenerationEnded ended) => new()
    {
        PromptTokens = ended.PromptTokens, CompletionTokens = ended.GeneratedTokens, TotalTokens = ended.PromptTokens + ended.GeneratedTokens,
        PromptTokensDetails = new PromptTokenDetails(ended.CachedTokens),
    };
}

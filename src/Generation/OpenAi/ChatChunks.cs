using System.Text.Json;
using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.OpenAi;

/// <summary>Reads the answers of different servers as one form (pure).</summary>
internal static class ChatChunks
{
    /// <summary>In <see cref="ChatResponseUpdate.AdditionalProperties"/>: an int, the place in our engine's queue, 1 is next.</summary>
    public const string QueuePlace = "queue_place";

    /// <exception cref="ModelServerException">It tells an error, or cannot be understood.</exception>
    public static ChatCompletion Parse(ReadOnlyMemory<byte> json, ModelServerFailures failures)
    {
        ChatCompletion? chunk;
        try
        {
            chunk = JsonSerializer.Deserialize<ChatCompletion>(json.Span, WireJson.Options);
        }
        catch (JsonException failure)
        {
            if (ServerErrorBody.TryParse(json) is { } told) throw failures.InStream(told);
            throw failures.NotUnderstood("a piece of an answer that is not the JSON expected", failure);
        }

        if (chunk is { Choices: null, Usage: null, QueuePlace: null } && ServerErrorBody.TryParse(json) is { } error) throw failures.InStream(error);
        if (chunk?.Choices is [{ FinishReason: "error" or "abort" or "cancelled" }, ..]) throw failures.InStream(ServerErrorBody.None);
        return chunk ?? new ChatCompletion();
    }

    /// <returns>Null when the piece says nothing: the role alone, an empty text.</returns>
    public static ChatResponseUpdate? Update(ChatCompletion chunk)
    {
        var choice = chunk.Choices is [var first, ..] ? first : null;
        var update = new ChatResponseUpdate { Role = ChatRole.Assistant, ResponseId = chunk.Id, ModelId = chunk.Model, FinishReason = Reason(choice?.FinishReason) };
        if (choice?.Delta?.Content is { Length: > 0 } text) update.Contents.Add(new TextContent(text));
        if (Details(chunk.Usage) is { } usage) update.Contents.Add(new UsageContent(usage));
        if (chunk.QueuePlace is { } place) update.AdditionalProperties = new AdditionalPropertiesDictionary { [QueuePlace] = place };
        return update.Contents.Count == 0 && update.FinishReason is null && update.AdditionalProperties is null ? null : update;
    }

    public static ChatResponse Whole(ChatCompletion answer, string text) =>
        new(new Microsoft.Extensions.AI.ChatMessage(ChatRole.Assistant, text))
        {
            ResponseId = answer.Id, ModelId = answer.Model, FinishReason = Reason(answer.Choices![0].FinishReason), Usage = Details(answer.Usage),
        };

    private static UsageDetails? Details(Usage? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.PromptTokens, OutputTokenCount = usage.CompletionTokens, TotalTokenCount = usage.TotalTokens,
        CachedInputTokenCount = usage.PromptTokensDetails?.CachedTokens,
    };

    private static ChatFinishReason? Reason(string? reason) => reason switch
    {
        null or "" => null,
        "length" or "max_tokens" or "model_length" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        // "stop", and TGI's "eos_token" and "stop_sequence", and others' "eos".
        _ => ChatFinishReason.Stop,
    };
}

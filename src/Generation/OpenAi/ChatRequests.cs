using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi.Wire;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using WireMessage = RagDocs.Generation.OpenAi.Wire.ChatMessage;

namespace RagDocs.Generation.OpenAi;

/// <summary>Writes a conversation and its options as a request (pure). Only what was set is sent: servers refuse what they do not know.</summary>
internal static class ChatRequests
{
    /// <param name="noSystemRole">Put the system text in front of the first question instead.</param>
    /// <exception cref="NotSupportedException">A message holds something else than text.</exception>
    public static ChatCompletionRequest Of(
        OpenAiEndpoint endpoint, IEnumerable<AiMessage> messages, ChatOptions? options, bool stream, bool noSystemRole)
    {
        var request = new ChatCompletionRequest
        {
            Model = options?.ModelId ?? endpoint.Model,
            Messages = [.. noSystemRole ? Folded(Turns(messages)) : Turns(messages)],
            Stream = stream,
            StreamOptions = stream ? new StreamOptions(IncludeUsage: true) : null,
            MaxTokens = options?.MaxOutputTokens,
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            TopK = options?.TopK,
            FrequencyPenalty = options?.FrequencyPenalty,
            PresencePenalty = options?.PresencePenalty,
            Seed = options?.Seed,
            Stop = options?.StopSequences is { Count: > 0 } stop ? JsonSerializer.SerializeToElement(stop) : null,
        };
        return endpoint.Grammar && options?.AdditionalProperties is { } more
            ? request with
            {
                Grammar = more.GetValueOrDefault("grammar") as string,
                User = more.GetValueOrDefault("user") as string,
                MinP = Number(more.GetValueOrDefault("min_p")),
                RepeatPenalty = Number(more.GetValueOrDefault("repeat_penalty")),
            }
            : request;
    }

    private static IEnumerable<WireMessage> Turns(IEnumerable<AiMessage> messages) => messages.Select(m => m.Contents.All(c => c is TextContent)
        ? new WireMessage(m.Role.Value, JsonSerializer.SerializeToElement(m.Text))
        : throw new NotSupportedException("Only text can be sent to a language model here."));

    private static IEnumerable<WireMessage> Folded(IEnumerable<WireMessage> messages)
    {
        var system = "";
        foreach (var message in messages)
        {
            var text = message.Content!.Value.GetString();
            if (message.Role == "system")
            {
                system += text + "\n\n";
                continue;
            }

            yield return message.Role == "user" && system.Length > 0 ? new WireMessage("user", JsonSerializer.SerializeToElement(system + text)) : message;
            if (message.Role == "user") system = "";
        }
    }

    private static float? Number(object? value) => value is IConvertible number ? number.ToSingle(CultureInfo.InvariantCulture) : null;
}

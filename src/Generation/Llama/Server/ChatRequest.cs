using System.Text.Json;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>From what a caller sends to what the engine takes; every refusal names the field.</summary>
internal static class ChatRequest
{
    private const int MaxTurns = 10_000;
    private const int MaxStops = 16;
    private const int MaxStopLength = 256;

    /// <exception cref="ApiException">A field is missing, out of its range, or asks for what this engine does not do.</exception>
    public static GenerationRequest Read(ChatCompletionRequest request)
    {
        RefuseWhatIsNotDone(request);
        return new GenerationRequest(TurnsOf(request.Messages))
        {
            MaxTokens = AtLeastOne("max_completion_tokens", request.MaxCompletionTokens) ?? AtLeastOne("max_tokens", request.MaxTokens),
            Sampling = Sampling.Read(request),
            Grammar = GrammarOf(request.Grammar),
            Stop = StopsOf(request.Stop),
            Asker = request.User ?? "",
        };
    }

    /// <summary>Ignoring these would answer something else than was asked for.</summary>
    private static void RefuseWhatIsNotDone(ChatCompletionRequest request)
    {
        if (request.N is { } n and not 1) throw ApiException.Invalid("n", $"must be 1; it is {n}. Send several requests instead.");
        if (request.Tools is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() > 0)
        {
            throw ApiException.Invalid("tools", "are not supported: this engine writes text only.");
        }

        if (request.ResponseFormat is { ValueKind: JsonValueKind.Object } format && format.TryGetProperty("type", out var type)
            && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("text")))
        {
            throw ApiException.Invalid("response_format", "must be of type text; send a grammar (GBNF) to bind the answer's form.");
        }
    }

    /// <exception cref="ApiException">None, too many, or one that cannot be read.</exception>
    public static List<ChatTurn> TurnsOf(IReadOnlyList<ChatMessage>? messages)
    {
        if (messages is not { Count: > 0 and <= MaxTurns }) throw ApiException.Invalid("messages", $"must be a list of 1 to {MaxTurns} messages.");
        return [.. messages.Select((message, i) => TurnOf(message, $"messages[{i}]"))];
    }

    private static ChatTurn TurnOf(ChatMessage? message, string at)
    {
        var role = message?.Role switch
        {
            "system" or "developer" => "system", // The newer name of the same.
            "user" => "user",
            "assistant" => "assistant",
            null => throw ApiException.Invalid($"{at}.role", "is missing."),
            var other => throw ApiException.Invalid($"{at}.role", $"must be system, user or assistant; it is “{Shortened(other)}”."),
        };
        return new ChatTurn(role, MessageText.Read(message.Content, $"{at}.content"));
    }

    private static int? AtLeastOne(string field, int? value) =>
        value < 1 ? throw ApiException.Invalid(field, $"must be at least 1; it is {value}.") : value;

    private static string? GrammarOf(string? grammar) => grammar switch
    {
        null or "" => null, // llama-server's clients send an empty one for none.
        { Length: > GrammarGuard.MaxLength } => throw ApiException.Invalid("grammar", $"may have {GrammarGuard.MaxLength} characters; it has {grammar.Length}."),
        _ when grammar.Contains('\0') => throw ApiException.Invalid("grammar", "may not hold a null character."),
        _ => grammar,
    };

    private static IReadOnlyList<string> StopsOf(JsonElement? stop)
    {
        IReadOnlyList<string> stops = stop switch
        {
            null or { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.String } one => [JsonText.Of(one, "stop")],
            { ValueKind: JsonValueKind.Array } many when many.GetArrayLength() <= MaxStops =>
                [.. many.EnumerateArray().Select(s => JsonText.Of(s, "stop"))],
            _ => throw ApiException.Invalid("stop", $"must be a string or a list of at most {MaxStops} strings."),
        };
        return [.. stops.Select(s => s is { Length: > 0 and <= MaxStopLength }
            ? s : throw ApiException.Invalid("stop", $"must hold strings of 1 to {MaxStopLength} characters."))];
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

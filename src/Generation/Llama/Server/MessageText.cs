using System.Text.Json;

namespace RagDocs.Generation.Llama.Server;

/// <summary>The text of a message: a string, or parts of type text.</summary>
internal static class MessageText
{
    public static string Read(JsonElement? content, string at) => content switch
    {
        null or { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => JsonText.Of(text, at),
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select((part, i) => PartOf(part, $"{at}[{i}]"))),
        _ => throw ApiException.Invalid(at, "must be a string or a list of parts."),
    };

    private static string PartOf(JsonElement part, string at)
    {
        if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            throw ApiException.Invalid(at, "must be an object with a type.");
        }

        if (!type.ValueEquals("text")) throw ApiException.Invalid($"{at}.type", "must be text: this engine reads neither images nor sound.");
        return JsonText.Of(part.TryGetProperty("text", out var text) ? text : default, $"{at}.text");
    }
}

using System.Text;
using System.Text.Json;

namespace RagDocs.Generation.OpenAi;

/// <summary>
/// What a server says about an error, whatever its dialect: OpenAI and llama-server <c>{"error": {"message", "type", "code"}}</c>, Ollama
/// <c>{"error": "text"}</c>, TGI <c>{"error": "text", "error_type": "…"}</c>, LMDeploy and older vLLM <c>{"object": "error", "message",
/// "type", "code"}</c>, FastAPI <c>{"detail": …}</c>. Pages of proxies are recognised and left out.
/// </summary>
/// <param name="Message">One line, cut, without control characters; empty when there is nothing that can be shown.</param>
/// <param name="Kind">The server's own type and code, in lower case.</param>
internal sealed record ServerErrorBody(string Message, string Kind)
{
    private const int LongestMessage = 300;

    private static readonly string[] TooLongKinds = ["context_length_exceeded", "exceed_context_size"];

    private static readonly string[] TooLongWords =
    [
        "maximum context length", "context size", "context length", "context window", "`inputs` tokens", "`inputs` must have less than",
        "prompt is too long", "input is too long", "exceeds the maximum", "session length",
    ];

    public static ServerErrorBody None { get; } = new("", "");

    /// <summary>The prompt, perhaps with the wanted answer, is longer than the model's context.</summary>
    public bool SaysTooLong =>
        Array.Exists(TooLongKinds, k => Kind.Contains(k, StringComparison.Ordinal))
        || Array.Exists(TooLongWords, w => Message.Contains(w, StringComparison.OrdinalIgnoreCase));

    public bool SaysBusy => Kind.Contains("overloaded", StringComparison.Ordinal) || Kind.Contains("rate_limit", StringComparison.Ordinal)
        || Kind.Contains("unavailable", StringComparison.Ordinal);

    /// <summary>The model's template has no place for a system text (Mistral 7B v0.1 to v0.3, Gemma).</summary>
    public bool SaysNoSystemRole => Message.Contains("roles must alternate", StringComparison.OrdinalIgnoreCase)
        || Message.Contains("system role not supported", StringComparison.OrdinalIgnoreCase)
        || Message.Contains("only user and assistant roles", StringComparison.OrdinalIgnoreCase);

    /// <returns>Null when this is JSON that tells no error.</returns>
    public static ServerErrorBody? TryParse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>For a body that comes with an error status: JSON of any dialect, else text of something in between.</summary>
    public static ServerErrorBody Parse(ReadOnlyMemory<byte> body)
    {
        if (TryParse(body) is { } error) return error;
        var text = Encoding.UTF8.GetString(body.Span).TrimStart();
        return text.Length == 0 || text[0] is '<' or '{' or '[' ? None : new ServerErrorBody(OneLine(text), "");
    }

    private static ServerErrorBody? Read(JsonElement root)
    {
        if (root.TryGetProperty("error", out var error))
        {
            if (error.ValueKind == JsonValueKind.Object) return new ServerErrorBody(OneLine(Text(error, "message")), Kinds(error));
            if (error.ValueKind == JsonValueKind.String) return new ServerErrorBody(OneLine(error.GetString()!), Text(root, "error_type").ToLowerInvariant());
        }

        if (Text(root, "object") == "error") return new ServerErrorBody(OneLine(Text(root, "message")), Kinds(root));
        if (!root.TryGetProperty("detail", out var detail)) return null;
        if (detail.ValueKind == JsonValueKind.String) return new ServerErrorBody(OneLine(detail.GetString()!), "");
        var first = detail.ValueKind == JsonValueKind.Array && detail.GetArrayLength() > 0 ? detail[0] : default;
        return new ServerErrorBody(first.ValueKind == JsonValueKind.Object ? OneLine(Text(first, "msg")) : "", "");
    }

    private static string Kinds(JsonElement element) => $"{Text(element, "type")} {Text(element, "code")}".Trim().ToLowerInvariant();

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        }
        : "";

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, LongestMessage));
        foreach (var c in text)
        {
            if (line.Length == LongestMessage) return line.Append('…').ToString();
            var shown = char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c;
            if (shown != ' ' || line.Length > 0 && line[^1] != ' ') line.Append(shown);
        }

        return line.ToString().TrimEnd();
    }
}

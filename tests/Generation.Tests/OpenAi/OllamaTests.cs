using System.Text.Json;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>Ollama: the role in every chunk, the reason in a chunk with an empty text, errors as an object or, where the request fails early, as text.</summary>
public sealed class OllamaServer : ScriptedModelServer
{
    protected override (int Status, string Body) TooLong => (400, """{"error":{"message":"the input length exceeds the context length","type":"invalid_request_error","param":null,"code":null}}""");

    protected override string ErrorInStream => "data: {\"error\":\"the model runner went wrong: exit status 2\"}\n\n";

    protected override IEnumerable<string> Stream(IReadOnlyList<string> pieces, bool full)
    {
        foreach (var piece in pieces) yield return Chunk(piece, "null");
        yield return Chunk("", full ? "\"length\"" : "\"stop\"");
        yield return "data: {\"id\":\"chatcmpl-42\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"system_fingerprint\":\"fp_ollama\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,\"total_tokens\":16}}\n\n";
        yield return "data: [DONE]\n\n";
    }

    protected override string Whole(string text, int tokens, bool full) =>
        $$$"""{"id":"chatcmpl-42","object":"chat.completion","created":1,"model":"m","system_fingerprint":"fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}},"finish_reason":"{{{(full ? "length" : "stop")}}}"}],"usage":{"prompt_tokens":9,"completion_tokens":{{{tokens}}},"total_tokens":16}}""";

    protected override (int Status, string Body) Error(Trouble trouble) => trouble switch
    {
        Trouble.WrongKey => (401, """{"error":"unauthorized"}"""),
        Trouble.UnknownModel => (404, """{"error":{"message":"model \"some-model\" not found, try pulling it first","type":"api_error","param":null,"code":null}}"""),
        _ => (503, """{"error":"server busy, please try again.  maximum pending requests exceeded"}"""),
    };

    private static string Chunk(string text, string reason) =>
        $$$"""data: {"id":"chatcmpl-42","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}},"finish_reason":{{{reason}}}}]}""" + "\n\n";
}

public sealed class OllamaTests(OllamaServer server) : ScriptedServerTests(server), IClassFixture<OllamaServer>;

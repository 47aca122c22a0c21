using System.Text.Json;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>TGI: no space behind "data:", comments to keep the connection alive, the last text and "eos_token" in one chunk, no usage, and in older versions no [DONE].</summary>
public sealed class TgiServer : ScriptedModelServer
{
    public override OpenAiEndpoint? Embeddings => null;

    protected override (int Status, string Body) TooLong => (422,
        """{"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 9000 `inputs` tokens and 512 `max_new_tokens`","error_type":"validation"}""");

    protected override (int Status, string Body) NoSystemRole => (422,
        """{"error":"Template error: invalid operation: System role not supported (in <string>:1)","error_type":"template_error"}""");

    protected override string ErrorInStream => "data:{\"error\":\"Request failed during generation: something went wrong\",\"error_type\":\"generation\"}\n\n";

    protected override IEnumerable<string> Stream(IReadOnlyList<string> pieces, bool full)
    {
        yield return ":\n\n";
        for (var i = 0; i < pieces.Count; i++)
        {
            var reason = i < pieces.Count - 1 ? "null" : full ? "\"length\"" : "\"eos_token\"";
            yield return $$$"""data:{"object":"chat.completion.chunk","id":"","created":1,"model":"m","system_fingerprint":"2.0-native","choices":[{"index":0,"delta":{"role":"assistant","content":{{{JsonSerializer.Serialize(pieces[i])}}}},"logprobs":null,"finish_reason":{{{reason}}}}]}""" + "\n\n";
        }
    }

    protected override string Whole(string text, int tokens, bool full) =>
        $$$"""{"object":"chat.completion","id":"","created":1,"model":"m","system_fingerprint":"2.0-native","choices":[{"index":0,"message":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}},"logprobs":null,"finish_reason":"{{{(full ? "length" : "stop_sequence")}}}"}],"usage":{"prompt_tokens":9,"completion_tokens":{{{tokens}}},"total_tokens":16}}""";

    protected override (int Status, string Body) Error(Trouble trouble) => trouble switch
    {
        Trouble.WrongKey => (403, ""),
        Trouble.UnknownModel => (404, """{"error":"Model not found","error_type":"model"}"""),
        _ => (429, """{"error":"Model is overloaded","error_type":"overloaded"}"""),
    };
}

public sealed class TgiTests(TgiServer server) : ScriptedServerTests(server), IClassFixture<TgiServer>;

using System.Text.Json;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>
/// vLLM: a chunk with the role and an empty text first, the reason on its own, usage in a last chunk without choices, [DONE]; errors as
/// {"error": {...}} (before 0.10 flat, with "object": "error"); /v1/rerank.
/// </summary>
public sealed class VllmServer : ScriptedModelServer
{
    public override OpenAiEndpoint? Reranker => Chat;

    protected override (int Status, string Body) TooLong => (400,
        """{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 9000 tokens in the messages. Please reduce the length of the messages.","type":"BadRequestError","param":null,"code":400}""");

    protected override string ErrorInStream =>
        """data: {"error": {"object": "error", "message": "EngineCore went wrong. See stack trace.", "type": "InternalServerError", "param": null, "code": 500}}""" + "\n\ndata: [DONE]\n\n";

    protected override IEnumerable<string> Stream(IReadOnlyList<string> pieces, bool full)
    {
        yield return Chunk("""[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]""");
        foreach (var piece in pieces) yield return Chunk($$$"""[{"index":0,"delta":{"content":{{{JsonSerializer.Serialize(piece)}}}},"logprobs":null,"finish_reason":null}]""");
        yield return Chunk($$$"""[{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"{{{(full ? "length" : "stop")}}}","stop_reason":null}]""");
        yield return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"total_tokens\":16,\"completion_tokens\":7}}\n\n";
        yield return "data: [DONE]\n\n";
    }

    protected override string Whole(string text, int tokens, bool full) =>
        $$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":null,"content":{{{JsonSerializer.Serialize(text)}}},"tool_calls":[]},"logprobs":null,"finish_reason":"{{{(full ? "length" : "stop")}}}","stop_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":16,"completion_tokens":{{{tokens}}},"prompt_tokens_details":null},"prompt_logprobs":null}""";

    protected override (int Status, string Body) Error(Trouble trouble) => trouble switch
    {
        Trouble.WrongKey => (401, """{"error":"Unauthorized"}"""),
        Trouble.UnknownModel => (404, """{"error":{"message":"The model `some-model` does not exist.","type":"NotFoundError","param":"model","code":404}}"""),
        _ => (503, """{"detail":"Service unavailable"}"""),
    };

    private static string Chunk(string choices) =>
        $$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":{{{choices}}}}""" + "\n\n";
}

public sealed class VllmTests(VllmServer server) : ScriptedServerTests(server), IClassFixture<VllmServer>;

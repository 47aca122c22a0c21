using System.Text.Json;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>llama-server: a null text first, an empty delta at the end, timings beside usage, error lines that begin with "error:", 503 while it loads.</summary>
public sealed class LlamaServerServer : ScriptedModelServer
{
    public override OpenAiEndpoint? Reranker => Chat;

    protected override (int Status, string Body) TooLong => (400,
        """{"error":{"code":400,"message":"the request exceeds the available context size. try increasing the context size or enable context shift","type":"exceed_context_size_error","n_prompt_tokens":14429,"n_ctx":8192}}""");

    protected override (int Status, string Body) NoSystemRole => (500,
        """{"error":{"code":500,"message":"Value is not callable... raise_exception('System role not supported')","type":"server_error"}}""");

    protected override string ErrorInStream => "error: {\"error\":{\"code\":500,\"message\":\"Compute went wrong.\",\"type\":\"server_error\"}}\n\n";

    protected override IEnumerable<string> Stream(IReadOnlyList<string> pieces, bool full)
    {
        yield return Chunk("""[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}]""");
        foreach (var piece in pieces) yield return Chunk($$$"""[{"finish_reason":null,"index":0,"delta":{"content":{{{JsonSerializer.Serialize(piece)}}}}}]""");
        yield return Chunk($$$"""[{"finish_reason":"{{{(full ? "length" : "stop")}}}","index":0,"delta":{}}]""");
        yield return "data: {\"choices\":[],\"created\":1,\"id\":\"chatcmpl-x\",\"model\":\"m\",\"object\":\"chat.completion.chunk\",\"usage\":{\"completion_tokens\":7,\"prompt_tokens\":9,\"total_tokens\":16,\"prompt_tokens_details\":{\"cached_tokens\":4}},\"timings\":{\"prompt_n\":5,\"prompt_ms\":11.5}}\n\n";
        yield return "data: [DONE]\n\n";
    }

    protected override string Whole(string text, int tokens, bool full) =>
        $$$"""{"choices":[{"finish_reason":"{{{(full ? "length" : "stop")}}}","index":0,"message":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}}}],"created":1,"model":"m","system_fingerprint":"b6500","object":"chat.completion","usage":{"completion_tokens":{{{tokens}}},"prompt_tokens":9,"total_tokens":16},"id":"chatcmpl-x","timings":{"prompt_n":5}}""";

    protected override (int Status, string Body) Error(Trouble trouble) => trouble switch
    {
        Trouble.WrongKey => (401, """{"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}}"""),
        Trouble.UnknownModel => (404, """{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}"""),
        _ => (503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"""),
    };

    private static string Chunk(string choices) =>
        $$$"""data: {"choices":{{{choices}}},"created":1,"id":"chatcmpl-x","model":"m","system_fingerprint":"b6500","object":"chat.completion.chunk"}""" + "\n\n";
}

public sealed class LlamaServerTests(LlamaServerServer server) : ScriptedServerTests(server), IClassFixture<LlamaServerServer>;

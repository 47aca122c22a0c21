using System.Text.Json;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>LMDeploy: "usage": null in every chunk but the last, lines ended by CRLF, flat errors with "object": "error".</summary>
public sealed class LmDeployServer : ScriptedModelServer
{
    protected override (int Status, string Body) TooLong => (400,
        """{"object":"error","message":"The input length exceeds the maximum session length of the server (8192).","code":400,"type":"invalid_request_error","param":null}""");

    protected override string ErrorInStream => "data: {\"object\":\"error\",\"message\":\"internal engine went wrong\",\"code\":500}\r\n\r\n";

    protected override string? RetryAfter => "0";

    protected override IEnumerable<string> Stream(IReadOnlyList<string> pieces, bool full)
    {
        yield return Chunk("""{"role":"assistant","content":""}""", "null", "null");
        foreach (var piece in pieces) yield return Chunk($$$"""{"role":"assistant","content":{{{JsonSerializer.Serialize(piece)}}},"tool_calls":null}""", "null", "null");
        yield return Chunk("""{"role":"assistant","content":""}""", full ? "\"length\"" : "\"stop\"", """{"prompt_tokens":9,"total_tokens":16,"completion_tokens":7}""");
        yield return "data: [DONE]\r\n\r\n";
    }

    protected override string Whole(string text, int tokens, bool full) =>
        $$$"""{"id":"17","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}},"tool_calls":null},"logprobs":null,"finish_reason":"{{{(full ? "length" : "stop")}}}"}],"usage":{"prompt_tokens":9,"total_tokens":16,"completion_tokens":{{{tokens}}}}}""";

    protected override (int Status, string Body) Error(Trouble trouble) => trouble switch
    {
        Trouble.WrongKey => (401, """{"detail":{"error":{"message":"Please request with valid api key!","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}}"""),
        Trouble.UnknownModel => (404, """{"object":"error","message":"The model 'some-model' does not exist.","code":404,"type":"invalid_request_error","param":null}"""),
        _ => (503, "upstream connect error or disconnect/reset before headers"),
    };

    private static string Chunk(string delta, string reason, string usage) =>
        $$$"""data: {"id":"17","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{{delta}}},"logprobs":null,"finish_reason":{{{reason}}}}],"usage":{{{usage}}}}""" + "\r\n\r\n";
}

public sealed class LmDeployTests(LmDeployServer server) : ScriptedServerTests(server), IClassFixture<LmDeployServer>;

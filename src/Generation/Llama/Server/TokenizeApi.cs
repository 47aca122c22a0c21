using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>POST /tokenize, as vLLM has it: how many tokens a conversation or a text has for the model that is served. Takes no turn of the engine.</summary>
internal sealed class TokenizeApi(ServedEngine served)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/tokenize", CountAsync);

    private async Task CountAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync<TokenizeRequest>(context.Request);
        var engine = served.Take(body.Model);
        var count = (body.Messages, body.Prompt) switch
        {
            ({ } messages, null) => engine.CountTokens(ChatRequest.TurnsOf(messages), context.RequestAborted),
            (null, { } prompt) => engine.CountTokens(prompt, context.RequestAborted),
            _ => throw ApiException.Invalid("messages", "or prompt must be given, and not both."),
        };
        await context.Response.WriteAsJsonAsync(new TokenizeResponse(count, engine.Model.ContextTokens), WireJson.Options, context.RequestAborted);
    }
}

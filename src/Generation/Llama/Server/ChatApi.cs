using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>POST /v1/chat/completions: https://platform.openai.com/docs/api-reference/chat/create.</summary>
internal sealed class ChatApi(ServedEngine served, EngineServerOptions options, TimeProvider time, ILogger log)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/chat/completions", CompleteAsync);

    private async Task CompleteAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync<ChatCompletionRequest>(context.Request);
        var request = ChatRequest.Read(body);
        var events = served.Take(body.Model).GenerateAsync(request, context.RequestAborted);
        var chunks = ChatChunks.New(served.Id, time);
        if (body.Stream == true)
        {
            await new ChatStream(context.Response, chunks, body.StreamOptions?.IncludeUsage == true, options.KeepAlive, time, log)
                .WriteAsync(events, context.RequestAborted);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(await WholeAsync(events, chunks), WireJson.Options, context.RequestAborted);
        }
    }

    internal static async Task<ChatCompletion> WholeAsync(IAsyncEnumerable<GenerationEvent> events, ChatChunks chunks)
    {
        var (text, end) = (new StringBuilder(), (GenerationEnded?)null);
        await foreach (var step in events)
        {
            if (step is TextGenerated more) text.Append(more.Text);
            end = step as GenerationEnded ?? end;
        }

        return chunks.Whole(text.ToString(), end ?? throw new LlamaException("The engine ended the answer without a reason."));
    }
}

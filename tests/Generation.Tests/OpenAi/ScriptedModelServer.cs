using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Tests.Support;

namespace RagDocs.Generation.Tests.OpenAi;

public enum Trouble
{
    None,
    Busy,
    WrongKey,
    UnknownModel,
    FailsInMidStream,
    BreaksOff,
}

/// <summary>
/// Imitates one kind of model server down to the bytes of its stream. Every answer is the same text; a dialect says how it is wrapped, how
/// its end is told and what errors look like.
/// </summary>
public abstract class ScriptedModelServer : IModelServer, IAsyncLifetime
{
    /// <summary>With characters of one to four bytes; the packets of the stream cut through them.</summary>
    public static readonly IReadOnlyList<string> Pieces = ["Die", " Kündigungs", "frist", " beträgt", " 6 Monate", " 🦉", " [1]."];

    /// <summary>A model whose template takes user and assistant in turn, beginning with the user, and nothing else.</summary>
    public const string StrictModel = "strict-model";

    private const int Context = 100_000;

    private readonly TaskCompletionSource _breakOff = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpServerDouble _server = null!;

    /// <summary>What the next chat request meets.</summary>
    public Trouble Next { get; set; }

    public OpenAiEndpoint Chat => _server.Endpoint;

    public virtual OpenAiEndpoint? Embeddings => _server.Endpoint;

    public virtual OpenAiEndpoint? Reranker => null;

    public IReadOnlyList<string> Bodies => _server.Bodies;

    /// <summary>Lets a stream with <see cref="Trouble.BreaksOff"/> lose its connection.</summary>
    public void BreakOff() => _breakOff.TrySetResult();

    public async ValueTask InitializeAsync() => _server = await HttpServerDouble.StartAsync(AnswerAsync);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Everything the stream holds for this answer, piece by piece.</summary>
    protected abstract IEnumerable<string> Stream(IReadOnlyList<string> pieces, bool full);

    /// <summary>The whole answer.</summary>
    protected abstract string Whole(string text, int tokens, bool full);

    protected abstract (int Status, string Body) Error(Trouble trouble);

    protected abstract (int Status, string Body) TooLong { get; }

    /// <summary>What a template without a system role, or with turns that do not alternate, makes this server say.</summary>
    protected virtual (int Status, string Body) NoSystemRole => (400,
        """{"object":"error","message":"Conversation roles must alternate user/assistant/user/assistant/...","type":"BadRequestError","param":null,"code":400}""");


    /// <summary>An error in a stream that has begun.</summary>
    protected abstract string ErrorInStream { get; }

    /// <summary>The pause a busy server asks for.</summary>
    protected virtual string? RetryAfter => null;

    private async Task AnswerAsync(HttpContext context)
    {
        using var json = JsonDocument.Parse(HttpServerDouble.BodyOf(context));
        var request = json.RootElement;
        switch (context.Request.Path)
        {
            case "/v1/chat/completions":
                await ChatAsync(context, request);
                break;
            case "/v1/embeddings":
                await HttpServerDouble.JsonAsync(context, 200, Vectors(request));
                break;
            case "/v1/rerank":
                await HttpServerDouble.JsonAsync(context, 200, Scores(request));
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private async Task ChatAsync(HttpContext context, JsonElement request)
    {
        var trouble = Next;
        Next = Trouble.None;
        if (HttpServerDouble.BodyOf(context).Length > Context)
        {
            await HttpServerDouble.JsonAsync(context, TooLong.Status, TooLong.Body);
        }
        else if (request.GetProperty("model").GetString() == StrictModel && !Alternates(request))
        {
            await HttpServerDouble.JsonAsync(context, NoSystemRole.Status, NoSystemRole.Body);
        }
        else if (trouble is Trouble.Busy or Trouble.WrongKey or Trouble.UnknownModel)
        {
            if (trouble == Trouble.Busy && RetryAfter is { } pause) context.Response.Headers.RetryAfter = pause;
            var (status, body) = Error(trouble);
            await HttpServerDouble.JsonAsync(context, status, body);
        }
        else
        {
            var limit = request.TryGetProperty("max_tokens", out var max) ? max.GetInt32() : int.MaxValue;
            var pieces = Pieces.Take(limit).ToList();
            if (request.GetProperty("stream").GetBoolean()) await StreamAsync(context, pieces, pieces.Count < Pieces.Count, trouble);
            else await HttpServerDouble.JsonAsync(context, 200, Whole(string.Concat(pieces), pieces.Count, pieces.Count < Pieces.Count));
        }
    }

    private async Task StreamAsync(HttpContext context, List<string> pieces, bool full, Trouble trouble)
    {
        var events = Stream(pieces, full).ToList();
        if (trouble == Trouble.FailsInMidStream) events = [.. events.Take(3), ErrorInStream];
        if (trouble == Trouble.BreaksOff) events = [.. events.Take(3)];
        // Odd lengths, so that packets end within lines and within characters.
        await HttpServerDouble.StreamAsync(context, [.. Encoding.UTF8.GetBytes(string.Concat(events)).Chunk(37)]);
        if (trouble != Trouble.BreaksOff) return;
        await _breakOff.Task;
        context.Abort();
    }

    private static bool Alternates(JsonElement request) => request.GetProperty("messages").EnumerateArray()
        .Select((message, i) => message.GetProperty("role").GetString() == (i % 2 == 0 ? "user" : "assistant")).All(good => good);

    private static string Vectors(JsonElement request)
    {
        var data = request.GetProperty("input").EnumerateArray().Select((text, i) =>
            new { @object = "embedding", index = i, embedding = text.GetString()!.Take(4).Select(c => c / 256f).ToArray() });
        // In any order: what counts is the index.
        return JsonSerializer.Serialize(new { @object = "list", data = data.Reverse(), model = "m", usage = new { prompt_tokens = 3, total_tokens = 3 } });
    }

    private static string Scores(JsonElement request)
    {
        var results = request.GetProperty("documents").EnumerateArray()
            .Select((text, i) => new { index = i, relevance_score = text.GetString()!.Length / 100.0, document = new { text = text.GetString() } });
        return JsonSerializer.Serialize(new { id = "r", model = "m", results = results.OrderByDescending(r => r.relevance_score) });
    }
}

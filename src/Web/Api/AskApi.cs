using System.ComponentModel.DataAnnotations;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using RagDocs.Generation;
using RagDocs.Generation.Conversations;
using RagDocs.Retrieval.Access;
using RagDocs.Web.Access;

namespace RagDocs.Web.Api;

/// <param name="Collections">Ids to ask in; empty for all the asker may read.</param>
/// <param name="Conversation">One of the asker's own conversations to go on with, or null for a new one.</param>
/// <param name="WithoutModel">Answer with the documents' own sentences even where a language model could write.</param>
internal sealed record AskRequest(
    [property: Required, MaxLength(AskApi.MaxQuestionLength)] string Question, IReadOnlyList<long>? Collections, long? Conversation,
    bool WithoutModel = false)
{
    /// <summary>The asker's own message to ask again: the last of its conversation is replaced, any other is asked anew at the end.</summary>
    public long? Replaces { get; init; }
}

/// <summary>Questions over HTTP. The answer streams as server-sent events and is kept in the asker's conversations.</summary>
internal static class AskApi
{
    public const int MaxQuestionLength = 4000;

    public static void MapAsk(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/ask", AskAsync).RequireRateLimiting(RateLimits.Ask);
        routes.MapGet("/conversations", ListAsync);
        routes.MapGet("/conversations/{id:long}", FindAsync);
        routes.MapDelete("/conversations/{id:long}", DeleteAsync);
        routes.MapPost("/messages/{id:long}/show", ShowAsync);
    }

    private static async Task<IResult> AskAsync(
        AskRequest request, HttpContext http, AccessRights rights, AnswerDesk desk, CancellationToken cancellationToken)
    {
        var question = request.Question?.Trim() ?? "";
        if (question.Length is 0 or > MaxQuestionLength)
        {
            return Results.Problem($"Ask a question of 1 to {MaxQuestionLength} characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        var person = Person.From(http.User)!;
        var scope = (await rights.ScopeForAsync(person.Id, cancellationToken)).NarrowedTo(request.Collections ?? []);
        var said = new Question(question, scope) { WithoutModel = request.WithoutModel, InterfaceLanguage = Accepted(http.Request) };
        var asked = request.Replaces is { } replaced
            ? await desk.AskAgainAsync(person.Id, said, "", replaced, cancellationToken)
            : await desk.AskAsync(person.Id, said, "", request.Conversation, cancellationToken);
        if (asked is null) return Results.Problem("There is no such message of yours to ask again.", statusCode: StatusCodes.Status404NotFound);
        return TypedResults.ServerSentEvents(EventsAsync(desk, person.Id, asked, cancellationToken));
    }

    // The caller's own wish: the service's default language says nothing about a caller that names none.
    private static string? Accepted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage.MaxBy(l => l.Quality ?? 1)?.Value.Value;

    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(
        AnswerDesk desk, long userId, AskedMessage asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new SseItem<object>(asked, "asked");
        await foreach (var answerEvent in desk.FollowAsync(userId, asked.MessageId, cancellationToken))
        {
            yield return AnswerJson.Of(answerEvent);
        }
    }

    private static async Task<IResult> ListAsync(HttpContext http, ConversationStore store, CancellationToken cancellationToken) =>
        Results.Ok(await store.ListAsync(Person.From(http.User)!.Id, "", cancellationToken));

    private static async Task<IResult> FindAsync(long id, HttpContext http, ConversationStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(Person.From(http.User)!.Id, id, cancellationToken) is { } found ? Results.Ok(found) : Results.NotFound();

    private static async Task<IResult> ShowAsync(long id, HttpContext http, ConversationStore store, CancellationToken cancellationToken) =>
        await store.ShowAsync(Person.From(http.User)!.Id, id, cancellationToken) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> DeleteAsync(long id, HttpContext http, ConversationStore store, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(Person.From(http.User)!.Id, id, cancellationToken);
        return Results.NoContent();
    }
}

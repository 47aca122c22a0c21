using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;

namespace RagDocs.Web.Api;

/// <param name="Collections">Ids to search in; empty for all the asker may read.</param>
internal sealed record SearchRequest(string Query, IReadOnlyList<long>? Collections, int? Top);

/// <summary>Passages and document lists over HTTP, within what the asker may read.</summary>
internal static class SearchApi
{
    private const int MaxTop = 100;

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/search", SearchAsync).RequireRateLimiting(RateLimits.Search);
        routes.MapGet("/documents", DocumentsAsync);
        routes.MapGet("/collections", CollectionsAsync);
    }

    private static async Task<IResult> SearchAsync(
        SearchRequest request, HttpContext http, AccessRights rights, Retriever retriever, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Query) || request.Query.Length > AskApi.MaxQuestionLength)
        {
            return Results.Problem($"Search for 1 to {AskApi.MaxQuestionLength} characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        var scope = (await ScopeAsync(http, rights, cancellationToken)).NarrowedTo(request.Collections ?? []);
        var query = new SearchQuery(request.Query, scope, Math.Clamp(request.Top ?? 10, 1, MaxTop));
        var result = await retriever.SearchAsync(query, cancellationToken);
        return Results.Ok(new { result.Searched, Milliseconds = result.Elapsed.TotalMilliseconds, result.AlsoSearched, result.KeywordsOnly, Passages = result.Passages.Select(AnswerJson.Of) });
    }

    private static async Task<IResult> DocumentsAsync(
        HttpContext http, AccessRights rights, DocumentCatalog catalog, CancellationToken cancellationToken,
        string text = "", long? collection = null, DocumentStateFilter state = DocumentStateFilter.All, int skip = 0, int take = 50)
    {
        var filter = new DocumentFilter(text, collection, state, Skip: Math.Max(0, skip), Take: Math.Clamp(take, 1, 500));
        return Results.Ok(await catalog.ListAsync(await ScopeAsync(http, rights, cancellationToken), filter, cancellationToken));
    }

    private static async Task<IResult> CollectionsAsync(
        HttpContext http, AccessRights rights, DocumentCatalog catalog, CancellationToken cancellationToken) =>
        Results.Ok(await catalog.CollectionsAsync(await ScopeAsync(http, rights, cancellationToken), cancellationToken));

    private static Task<SearchScope> ScopeAsync(HttpContext http, AccessRights rights, CancellationToken cancellationToken) =>
        rights.ScopeForAsync(Person.From(http.User)!.Id, cancellationToken);
}

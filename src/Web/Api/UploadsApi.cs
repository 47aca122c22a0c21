using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using RagDocs.Ingest;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Sources;
using RagDocs.Ingest.Sources.Uploads;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Api;

/// <param name="Run">The run a first request of the same upload returned, to be shown as one.</param>
internal sealed record UploadRequest(string Path, long Size, long? Run);

/// <summary>
/// Large files in pieces: open a session, send pieces with PATCH and the header Upload-Offset, ask for the offset with HEAD after a break.
/// </summary>
internal static class UploadsApi
{
    private const string OffsetHeader = "Upload-Offset";
    private const long MaxPieceBytes = 64L << 20;

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("").RequireAuthorization(AccessServiceCollectionExtensions.AdministratorPolicy);
        uploads.MapPost("/collections/{id:long}/uploads", OpenAsync);
        uploads.MapMethods("/uploads/{id}", [HttpMethods.Get, HttpMethods.Head], State);
        uploads.MapPatch("/uploads/{id}", AppendAsync);
        uploads.MapDelete("/uploads/{id}", Drop);
    }

    private static async Task<IResult> OpenAsync(
        long id, UploadRequest request, HttpContext http, SourceSetup sources, DocumentCatalog catalog, UploadSessions uploads, Runs runs, AuditLog audit,
        CancellationToken cancellationToken)
    {
        var collection = (await catalog.CollectionsAsync(SearchScope.Everything, cancellationToken)).FirstOrDefault(c => c.Id == id);
        if (collection is null || await sources.UploadSourceAsync(id, cancellationToken) is not { } source) return Results.NotFound();
        var person = Person.From(http.User)!.Id;
        return await TryAsync(async () =>
        {
            var run = request.Run ?? await runs.OpenAsync(RunKind.Upload, collection.Name, source, cancellationToken);
            var session = await uploads.OpenAsync(new NewUpload(person, id, source, run, request.Path, request.Size), cancellationToken);
            await audit.WriteAsync(person, "documents.upload", $"{session.Path} into {collection.Name}, in pieces", cancellationToken);
            return Results.Created($"/api/uploads/{session.Id}", Answer(session, 0));
        });
    }

    private static IResult State(string id, HttpContext http, UploadSessions uploads)
    {
        if (uploads.Find(id, Person.From(http.User)!.Id) is not { } session) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Told(http, session, uploads.OffsetOf(session));
    }

    private static async Task<IResult> AppendAsync(
        string id, HttpContext http, UploadSessions uploads, Runs runs, QueueWaker waker, CancellationToken cancellationToken)
    {
        if (uploads.Find(id, Person.From(http.User)!.Id) is not { } session) return Results.NotFound();
        if (!long.TryParse(http.Request.Headers[OffsetHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return Results.Problem($"Say in the header {OffsetHeader} where the piece begins.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxPieceBytes;
        return await TryAsync(async () =>
        {
            session = await uploads.AppendAsync(session, offset, http.Request.Body, cancellationToken);
            if (session.Result is not null)
            {
                await runs.ReopenAsync(session.RunId, cancellationToken);
                await runs.CloseFinishedAsync(cancellationToken);
                await waker.WakeAsync(cancellationToken);
            }

            return Told(http, session, uploads.OffsetOf(session));
        });
    }

    private static IResult Drop(string id, HttpContext http, UploadSessions uploads)
    {
        if (uploads.Find(id, Person.From(http.User)!.Id) is not { } session) return Results.NotFound();
        uploads.Drop(session);
        return Results.NoContent();
    }

    private static IResult Told(HttpContext http, UploadSession session, long offset)
    {
        http.Response.Headers[OffsetHeader] = offset.ToString(CultureInfo.InvariantCulture);
        return Results.Ok(Answer(session, offset));
    }

    private static object Answer(UploadSession session, long offset) => new
    {
        session.Id, Run = session.RunId, session.Path, Size = session.SizeBytes, Offset = offset,
        File = session.Result is { } r ? new { r.Path, Outcome = r.Outcome.ToString(), r.DocumentId, r.Problem } : null,
    };

    private static async Task<IResult> TryAsync(Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (UploadException problem)
        {
            return Results.Problem(problem.Message, statusCode: problem.Problem switch
            {
                UploadProblem.TooLarge => StatusCodes.Status413PayloadTooLarge,
                UploadProblem.Conflict => StatusCodes.Status409Conflict,
                UploadProblem.DiskFull => StatusCodes.Status507InsufficientStorage,
                _ => StatusCodes.Status400BadRequest,
            });
        }
    }
}

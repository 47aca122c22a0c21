using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using RagDocs.Ingest;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Api;

/// <summary>
/// Uploads. The request is read as a stream: each file goes to disk while it arrives and is acknowledged only once it is stored and
/// queued. The relative path within a dropped folder travels as the part's file name.
/// </summary>
internal static class FilesApi
{
    private const long MaxRequestBytes = 2L << 30;
    private const int MaxBoundaryLength = 200;

    public static void MapFiles(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/collections/{id:long}/files", UploadAsync).RequireAuthorization(AccessServiceCollectionExtensions.AdministratorPolicy);

    /// <param name="run">The run a first request of the same upload returned, to be shown as one.</param>
    private static async Task<IResult> UploadAsync(
        long id, long? run, HttpContext http, SourceSetup sources, DocumentCatalog catalog, FileIntake intake, Runs runs, QueueWaker waker, AuditLog audit,
        CancellationToken cancellationToken)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxRequestBytes;
        if (BoundaryOf(http.Request) is not { } boundary)
        {
            return Results.Problem("Send the files as multipart/form-data.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        var collection = (await catalog.CollectionsAsync(SearchScope.Everything, cancellationToken)).FirstOrDefault(c => c.Id == id);
        if (collection is null || await sources.UploadSourceAsync(id, cancellationToken) is not { } source) return Results.NotFound();
        var runId = run ?? await runs.OpenAsync(RunKind.Upload, collection.Name, source, cancellationToken);
        var results = await TakeFilesAsync(new MultipartReader(boundary, http.Request.Body), source, runId, intake, cancellationToken);
        await runs.ReopenAsync(runId, cancellationToken);
        await runs.CloseFinishedAsync(cancellationToken);
        await waker.WakeAsync(cancellationToken);
        await audit.WriteAsync(Person.From(http.User)!.Id, "documents.upload", $"{results.Count} files into {collection.Name}", cancellationToken);
        return Results.Ok(new { Run = runId, Files = results.Select(r => new { r.Path, Outcome = r.Outcome.ToString(), r.DocumentId, r.Problem }) });
    }

    private static async Task<List<IntakeResult>> TakeFilesAsync(
        MultipartReader reader, long source, long run, FileIntake intake, CancellationToken cancellationToken)
    {
        var results = new List<IntakeResult>();
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.IsFileDisposition()) continue;
            var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
            var path = HeaderUtilities.RemoveQuotes(name).Value ?? "";
            results.Add(await intake.TakeAsync(source, run, path, section.Body, null, cancellationToken));
        }

        return results;
    }

    private static string? BoundaryOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is { Length: > 0 and <= MaxBoundaryLength } ? boundary : null;
    }
}

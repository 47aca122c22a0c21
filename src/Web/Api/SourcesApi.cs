using RagDocs.Ingest;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Api;

/// <summary>Originals and page images behind citations. Rights are checked again at every opening, and the opening is in the audit.</summary>
internal static class SourcesApi
{
    // An original is somebody else's content. What is saved gets the strictest policy, should a browser show it all the same. A PDF is
    // drawn by the browser's own viewer outside this origin; a sandbox or source policy would only keep that viewer from starting.
    private const string SavedPolicy = "default-src 'none'; sandbox";
    private const string ShownPolicy = "frame-ancestors 'none'";

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sources/{versionId:long}", ViewAsync);
        routes.MapGet("/sources/{versionId:long}/original", OriginalAsync);
        routes.MapGet("/sources/{versionId:long}/pages/{page:int}.png", PageAsync);
    }

    private static async Task<IResult> ViewAsync(
        long versionId, long chunk, string? quote, HttpContext http, AccessRights rights, SourceViewer viewer, CancellationToken cancellationToken)
    {
        var scope = await rights.ScopeForAsync(Person.From(http.User)!.Id, cancellationToken);
        return await viewer.OpenAsync(scope, versionId, chunk, quote ?? "", cancellationToken) is { } view ? Results.Ok(view) : Results.NotFound();
    }

    private static async Task<IResult> OriginalAsync(
        long versionId, HttpContext http, AccessRights rights, Originals originals, AuditLog audit, CancellationToken cancellationToken)
    {
        var person = Person.From(http.User)!;
        var scope = await rights.ScopeForAsync(person.Id, cancellationToken);
        if (await rights.OpenableVersionAsync(scope, versionId, cancellationToken) is not { } version) return Results.NotFound();
        await audit.WriteAsync(person.Id, "source.original", $"version {versionId}", cancellationToken);
        // Only PDFs are shown by the browser; everything else is saved, so that a document's own script or markup never runs here.
        var shown = version.MediaType == FileSignature.Pdf;
        http.Response.Headers.ContentSecurityPolicy = shown ? ShownPolicy : SavedPolicy;
        return Results.File(
            originals.OpenRead(version.ContentHash), shown ? version.MediaType : "application/octet-stream",
            shown ? null : Path.GetFileName(version.Document!.Path),
            enableRangeProcessing: true);
    }

    private static async Task<IResult> PageAsync(
        long versionId, int page, HttpContext http, AccessRights rights, PageImages images, CancellationToken cancellationToken)
    {
        var scope = await rights.ScopeForAsync(Person.From(http.User)!.Id, cancellationToken);
        if (await rights.OpenableVersionAsync(scope, versionId, cancellationToken) is not { } version) return Results.NotFound();
        if (!FileSignature.HasPageImages(version.MediaType) || page < 1 || page > version.Pages) return Results.NotFound();
        var image = await images.GetAsync(version.ContentHash, page, cancellationToken);
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.File(image, "image/png");
    }
}

using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Sources;
using RagDocs.Web.Access;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Api;

/// <param name="Path">Full path on the server.</param>
internal sealed record FolderRequest(string Path, string? Include, string? Exclude, string? Cron, string? TimeZone)
{
    public FolderSettings Settings => new(Include ?? "", Exclude ?? "", Cron, TimeZone);
}

/// <summary>Server folders over HTTP, for administrators: what the sources page does.</summary>
internal static class FoldersApi
{
    public static void MapFolders(this IEndpointRouteBuilder routes)
    {
        var folders = routes.MapGroup("").RequireAuthorization(AccessServiceCollectionExtensions.AdministratorPolicy);
        folders.MapGet("/folders", ListAsync);
        folders.MapPost("/collections/{id:long}/folders", AddAsync);
        folders.MapPut("/folders/{id:long}", ChangeAsync);
        folders.MapGet("/folders/{id:long}/changes", ChangesAsync);
        folders.MapPost("/folders/{id:long}/sync", SyncAsync);
        folders.MapPost("/folders/{id:long}/pause", PauseAsync);
        folders.MapPost("/folders/{id:long}/resume", ResumeAsync);
        folders.MapDelete("/folders/{id:long}", RemoveAsync);
    }

    private static async Task<IResult> ListAsync(SourceActions sources, CancellationToken cancellationToken) =>
        Results.Ok((await sources.ListAsync(cancellationToken)).Where(s => s.FolderPath is not null));

    private static Task<IResult> AddAsync(
        long id, FolderRequest request, HttpContext http, SourceSetup setup, SourceSchedule schedule, JobsBoard board, AuditLog audit, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            var source = await setup.AddFolderAsync(id, request.Path, cancellationToken, request.Settings);
            await schedule.ApplyAsync(source, cancellationToken);
            await board.SyncFolderNowAsync(source, cancellationToken);
            await WriteAsync(audit, http, "source.add", source, cancellationToken);
            return Results.Created($"/api/folders/{source}", new { Id = source });
        });

    private static Task<IResult> ChangeAsync(
        long id, FolderRequest request, HttpContext http, SourceActions sources, AuditLog audit, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            await sources.ChangeAsync(id, request.Settings, cancellationToken);
            await WriteAsync(audit, http, "source.change", id, cancellationToken);
            return Results.NoContent();
        });

    /// <summary>A dry run: what a sync would do now.</summary>
    private static Task<IResult> ChangesAsync(long id, FolderSync sync, CancellationToken cancellationToken) =>
        TryAsync(async () => Results.Ok(ChangesJson.Of(await sync.CompareAsync(id, cancellationToken))));

    /// <param name="removals">So many documents may vanish, because a person has seen which in a dry run.</param>
    private static Task<IResult> SyncAsync(
        long id, int? removals, HttpContext http, SourceActions sources, JobsBoard board, AuditLog audit, CancellationToken cancellationToken) =>
        OnAsync(id, sources, async () =>
        {
            await board.SyncFolderNowAsync(id, cancellationToken, Math.Max(0, removals ?? 0));
            await WriteAsync(audit, http, removals > 0 ? $"source.sync, {removals} removals accepted" : "source.sync", id, cancellationToken);
        }, StatusCodes.Status202Accepted, cancellationToken);

    private static Task<IResult> PauseAsync(long id, HttpContext http, SourceActions sources, AuditLog audit, CancellationToken cancellationToken) =>
        OnAsync(id, sources, async () =>
        {
            await sources.PauseAsync(id, cancellationToken);
            await WriteAsync(audit, http, "source.pause", id, cancellationToken);
        }, StatusCodes.Status204NoContent, cancellationToken);

    private static Task<IResult> ResumeAsync(long id, HttpContext http, SourceActions sources, AuditLog audit, CancellationToken cancellationToken) =>
        OnAsync(id, sources, async () =>
        {
            await sources.ResumeAsync(id, cancellationToken);
            await WriteAsync(audit, http, "source.resume", id, cancellationToken);
        }, StatusCodes.Status204NoContent, cancellationToken);

    private static Task<IResult> RemoveAsync(long id, HttpContext http, SourceActions sources, AuditLog audit, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            var documents = await sources.RemoveAsync(id, cancellationToken);
            await WriteAsync(audit, http, "source.remove", id, cancellationToken);
            return Results.Ok(new { Documents = documents });
        });

    private static async Task<IResult> OnAsync(long id, SourceActions sources, Func<Task> act, int status, CancellationToken cancellationToken)
    {
        if (!(await sources.ListAsync(cancellationToken)).Any(s => s.Id == id && s.FolderPath is not null)) return Results.NotFound();
        await act();
        return Results.StatusCode(status);
    }

    private static Task WriteAsync(AuditLog audit, HttpContext http, string what, long source, CancellationToken cancellationToken) =>
        audit.WriteAsync(Person.From(http.User)!.Id, what, $"source {source}", cancellationToken);

    private static async Task<IResult> TryAsync(Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (SetupException problem)
        {
            return Results.Problem(problem.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}

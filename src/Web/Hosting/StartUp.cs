using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Conversations;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources.Uploads;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Hosting;

/// <summary>What must be in order before the first request or command.</summary>
internal static class StartUp
{
    /// <summary>No upload takes this long without a byte.</summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    public static async Task PrepareCatalogAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync(cancellationToken);
        await Catalog.UpgradeAsync(db, cancellationToken);
    }

    /// <summary>Picks up what an earlier process of this machine left unfinished.</summary>
    public static async Task RecoverAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DocumentQueue>().ReleaseAbandonedAsync(cancellationToken);
        await services.GetRequiredService<DocumentIndex>().DropAbandonedAsync(cancellationToken);
        await services.GetRequiredService<IndexGenerations>().CompareAsync(cancellationToken);
        services.GetRequiredService<Originals>().DropAbandoned(services.GetRequiredService<TimeProvider>().GetUtcNow() - AbandonedAfter);
        services.GetRequiredService<UploadSessions>().DropExpired();
        await services.GetRequiredService<AnswerKeeper>().MarkCutOffAsync(cancellationToken);
    }
}

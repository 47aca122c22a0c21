using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Generations;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Parts;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.Ingest.Sources.Uploads;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>The public door of this project.</summary>
public static class IngestServiceCollectionExtensions
{
    /// <summary>Everything that turns files into indexed chunks; the schedule is added separately by the process that hosts it.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.AddOptions<IngestOptions>().Bind(configuration.GetSection(IngestOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddDocumentReading(configuration);
        services.AddOptions<ChunkerOptions>().Bind(configuration.GetSection("Ingest:Chunker")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new Chunker(provider.GetRequiredService<IOptions<ChunkerOptions>>().Value, TokenEstimate.Count));
        services.AddSingleton<IdenticalContent>();
        services.AddTexts(dataFolder);
        services.AddSingleton<ChunkEmbedding>();
        services.AddSingleton<IngestPipeline>();
        services.AddSingleton<DocumentQueue>();
        services.AddSingleton<RunningDocuments>();
        services.AddSingleton<QueueCancellation>();
        services.AddSingleton<IngestWorker>();
        services.AddSingleton<Runs>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton(provider => new UploadSessions(
            Path.Combine(dataFolder, "uploads"), provider.GetRequiredService<FileIntake>(), provider.GetRequiredService<IOptions<IngestOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PartIntake>();
        services.AddSingleton<SourceSetup>();
        services.AddSingleton<RunningSyncs>();
        services.AddSingleton<FolderSync>();
        services.AddSingleton<SourceActions>();
        services.AddSingleton<SourceSchedule>();
        services.AddSingleton<DocumentActions>();
        services.AddSingleton<ScanLanguages>();
        services.AddSingleton<QueueWaker>();
        services.AddSingleton<JobsBoard>();
        services.AddSingleton<QueueForecast>();
        services.AddSingleton<RunDocuments>();
        services.AddNightly(dataFolder);
        services.AddSingleton(provider => new PageImages(
            provider.GetRequiredService<Originals>(), provider.GetRequiredService<ReaderOptions>(), Path.Combine(dataFolder, "cache", "pages")));
        return services;
    }

    private static void AddNightly(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton<NightlyClock>();
        services.AddSingleton<NightlyProgress>();
        services.AddSingleton<NightlyReindex>();
        services.AddSingleton<NightlyRetry>();
        services.AddSingleton<NightlyReading>();
        services.AddSingleton<RemovedDocumentsPurge>();
        services.AddSingleton<IndexCheck>();
        services.AddSingleton(new QueueFigures(dataFolder));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<NightlyRuns>(provider, dataFolder));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UnusedFiles>(provider, dataFolder));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ReportWriter>(provider, dataFolder));
    }

    /// <summary>What was read is kept, and what the index is made of is made again from it.</summary>
    private static void AddTexts(this IServiceCollection services, string dataFolder)
    {
        var spool = Path.Combine(dataFolder, "spool");
        services.PostConfigure<ReaderOptions>(options => options.SpillFolder ??= spool);
        services.AddSingleton(new StoredTexts(Path.Combine(dataFolder, "texts"), spool));
        services.AddSingleton<DocumentTexts>();
        services.AddSingleton(provider => new ChunkerFingerprint(provider.GetRequiredService<IOptions<ChunkerOptions>>().Value.Fingerprint));
        services.AddSingleton(new GenerationLock(Path.Combine(dataFolder, "generation.lock")));
        services.AddSingleton<GenerationFiller>();
    }
}

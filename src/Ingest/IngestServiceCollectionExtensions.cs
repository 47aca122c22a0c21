using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
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
        services.AddSingleton<IngestPipeline>();
        services.AddSingleton<DocumentQueue>();
        services.AddSingleton<RunningDocuments>();
        services.AddSingleton<QueueCancellation>();
        services.AddSingleton<IngestWorker>();
        services.AddSingleton<Runs>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton<SourceSetup>();
        services.AddSingleton<FolderSync>();
        services.AddSingleton<DocumentActions>();
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
}

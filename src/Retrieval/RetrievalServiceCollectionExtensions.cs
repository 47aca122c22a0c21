using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Vectors.Qdrant;

namespace RagDocs.Retrieval;

/// <summary>Registers what is stored and how it is found.</summary>
public static class RetrievalServiceCollectionExtensions
{
    /// <param name="dataFolder">Absolute path of the folder that holds the catalog and the originals.</param>
    public static IServiceCollection AddRetrieval(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.AddOptions<RetrievalOptions>().Bind(configuration.GetSection(RetrievalOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetrievalOptions>, RetrievalWeights>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<RagDocsDbContext>(options => Catalog.Configure(options, dataFolder));
        services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(
            provider => EmbeddingsOf(provider.GetRequiredService<IOptions<RetrievalOptions>>().Value));
        services.TryAddSingleton(new ChunkerFingerprint(""));
        services.AddSingleton(provider => new EmbeddingModels(
            provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), Path.Combine(dataFolder, "embeddings")));
        services.AddSingleton<IndexGenerations>();
        services.AddSingleton<GenerationWriter>();
        services.AddSingleton<GenerationPreparation>(provider => async (id, cancellationToken) =>
        {
            if (await provider.GetRequiredService<IndexGenerations>().CandidateAsync(id, cancellationToken) is not { } candidate) return;
            await provider.GetRequiredService<IChunkIndex>().FollowAsync(candidate, cancellationToken);
        });
        services.AddSingleton<GenerationSwitch>();
        if (!services.AddQdrant(configuration)) services.AddEmbeddedIndex(Path.Combine(dataFolder, "index"));
        services.AddSingleton<DocumentIndex>();
        services.AddSingleton<SourceRemoval>();
        services.AddSingleton<DocumentCatalog>();
        services.AddSingleton<ReviewDates>();
        services.AddSingleton<IndexChangeLog>();
        services.AddSingleton(provider => provider.GetService<EmbeddedChunkIndex>() is { } index
            ? new IndexIntegrity(provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>(), provider.GetRequiredService<IndexGenerations>(), index)
            : new IndexIntegrity(provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>()));
        services.AddSingleton<ExtractionHealth>();
        services.AddSingleton<AccessRights>();
        services.AddSingleton(new Originals(dataFolder));
        services.AddSingleton(provider => new CrossEncoding(
            provider.GetService<IPassageReranker>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CrossEncoding>>()));
        services.AddSingleton(provider => new Retriever(
            provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>(),
            provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GetService<StaticEmbeddingGenerator>() ?? StaticEmbeddingGenerator.LoadBuiltIn(),
            provider.GetRequiredService<IndexGenerations>(),
            provider.GetRequiredService<IChunkIndex>(),
            provider.GetRequiredService<CrossEncoding>(),
            provider.GetRequiredService<IOptions<RetrievalOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => new NearTokensPreparation(provider.GetRequiredService<Retriever>().Near, provider.GetRequiredService<TimeProvider>()));
        services.AddQuality(configuration);
        return services;
    }

    private static void AddQuality(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QualityOptions>().Bind(configuration.GetSection(QualityOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<QualitySets>();
        services.AddSingleton<QualityMeasurement>();
        services.AddSingleton<QualityWatch>();
        services.AddSingleton<QualityGate>();
        services.AddSingleton<CandidateSearch>(provider => async (id, cancellationToken) =>
        {
            var candidate = await provider.GetRequiredService<IndexGenerations>().CandidateAsync(id, cancellationToken)
                ?? throw new GenerationSwitchRefusedException("The new index was paused or given up while it was measured. Resume it first.");
            return (query, stop) => provider.GetRequiredService<Retriever>().SearchAsync(query, candidate, stop);
        });
        services.TryAddSingleton<GenerationGate>(provider => provider.GetRequiredService<QualityGate>().JudgeAsync);
    }

    private static IEmbeddingGenerator<string, Embedding<float>> EmbeddingsOf(RetrievalOptions options)
    {
        var model = options.EmbeddingModel is { Length: > 0 } folder ? StaticEmbeddingGenerator.Load(folder) : StaticEmbeddingGenerator.LoadBuiltIn();
        return options.EmbeddingDimensions is { } dimensions ? new TruncatedEmbeddings(model, dimensions) : model;
    }

    private static void AddEmbeddedIndex(this IServiceCollection services, string folder)
    {
        services.AddSingleton(provider => new EmbeddedChunkIndex(
            provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>(), folder, new SegmentTiers(),
            provider.GetRequiredService<IOptions<RetrievalOptions>>().Value, provider.GetRequiredService<ILogger<EmbeddedChunkIndex>>()));
        services.AddSingleton<IChunkIndex>(provider => provider.GetRequiredService<EmbeddedChunkIndex>());
        services.AddHostedService(provider => new IndexUpkeep(
            provider.GetRequiredService<EmbeddedChunkIndex>(), provider.GetRequiredService<IndexGenerations>(), provider.GetRequiredService<ILogger<IndexUpkeep>>()));
    }
}

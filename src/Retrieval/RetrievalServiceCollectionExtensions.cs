using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Integrity;
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
        services.TryAddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<RagDocsDbContext>(options => Catalog.Configure(options, dataFolder));
        services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(
            provider => provider.GetRequiredService<IOptions<RetrievalOptions>>().Value.EmbeddingModel is { Length: > 0 } folder
                ? StaticEmbeddingGenerator.Load(folder)
                : StaticEmbeddingGenerator.LoadBuiltIn());
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
        services.AddSingleton<IndexChangeLog>();
        services.AddSingleton(provider => provider.GetService<EmbeddedChunkIndex>() is { } index
            ? new IndexIntegrity(provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>(), provider.GetRequiredService<IndexGenerations>(), index)
            : new IndexIntegrity(provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>()));
        services.AddSingleton<ExtractionHealth>();
        services.AddSingleton<AccessRights>();
        services.AddSingleton(new Originals(dataFolder));
        services.AddSingleton(provider => new Retriever(
            provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>(),
            provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GetService<StaticEmbeddingGenerator>() ?? StaticEmbeddingGenerator.LoadBuiltIn(),
            provider.GetRequiredService<IndexGenerations>(),
            provider.GetRequiredService<IChunkIndex>(),
            provider.GetService<IPassageReranker>(),
            provider.GetRequiredService<IOptions<RetrievalOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
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

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Vectors;

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
        services.AddSingleton<GenerationSwitch>();
        services.AddSingleton<KeywordIndex>();
        services.AddSingleton<VectorIndex>();
        services.TryAddSingleton<IChunkIndex>(provider => new CatalogChunkIndex(
            provider.GetRequiredService<KeywordIndex>(), provider.GetRequiredService<VectorIndex>(), provider.GetRequiredService<IOptions<RetrievalOptions>>().Value));
        services.AddSingleton<DocumentIndex>();
        services.AddSingleton<SourceRemoval>();
        services.AddSingleton<DocumentCatalog>();
        services.AddSingleton<IndexChangeLog>();
        services.AddSingleton<IndexIntegrity>();
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
}

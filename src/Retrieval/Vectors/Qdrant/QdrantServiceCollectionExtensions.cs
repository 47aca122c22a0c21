using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Registers the index in Qdrant.</summary>
public static class QdrantServiceCollectionExtensions
{
    /// <summary>Adds <see cref="QdrantHealth"/> and the index itself when the settings name a server.</summary>
    /// <returns>False when they do not; nothing but the options is registered then.</returns>
    public static bool AddQdrant(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(QdrantOptions.Section);
        services.AddOptions<QdrantOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<QdrantOptions>, QdrantOptionsValidation>();
        if (section.Get<QdrantOptions>() is not { IsSet: true }) return false;
        services.AddSingleton<QdrantConnection>();
        services.AddSingleton<CatalogChunks>();
        services.AddSingleton<QdrantCollections>();
        services.AddSingleton<QdrantPoints>();
        services.AddSingleton<QdrantLedger>();
        services.AddSingleton<QdrantFollowing>();
        services.AddSingleton<QdrantSearch>();
        services.AddSingleton<QdrantChunkIndex>();
        services.AddSingleton<IChunkIndex>(provider => provider.GetRequiredService<QdrantChunkIndex>());
        services.AddSingleton(provider => new QdrantHealth(
            provider.GetRequiredService<QdrantConnection>(), provider.GetRequiredService<QdrantCollections>(), provider.GetRequiredService<IOptions<QdrantOptions>>()));
        services.AddHostedService<QdrantFollower>();
        return true;
    }
}

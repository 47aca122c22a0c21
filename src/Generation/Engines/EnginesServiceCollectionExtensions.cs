using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Embeddings;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;
using RagDocs.Generation.Reranking;

namespace RagDocs.Generation.Engines;

/// <summary>Registers the local engines.</summary>
public static class EnginesServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="EngineSupervisor"/> over the models of <c>AddModels</c>. The host registers <see cref="EngineCommand"/> and, to start engines with the service, the hosted
    /// service <see cref="EngineSupervisor"/>; without that they start with the first question. Stands before <c>AddGeneration</c>, which
    /// has no engine otherwise.
    /// </summary>
    /// <param name="dataFolder">Absolute; logs lie below, and relative paths of adapters begin there.</param>
    public static IServiceCollection AddEngines(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.AddOptions<EngineProcessOptions>().Bind(configuration.GetSection(EngineProcessOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        var adapters = new EngineAdapters(dataFolder);
        services.AddSingleton<IPostConfigureOptions<EngineProcessOptions>>(adapters).AddSingleton<IValidateOptions<EngineProcessOptions>>(adapters);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new EngineLogFolder(Path.Combine(dataFolder, "logs")));
        services.TryAddSingleton<FormerModel>();
        services.AddSingleton(provider =>
        {
            var store = provider.GetRequiredService<ModelStore>();
            var former = provider.GetRequiredService<FormerModel>();
            var models = new EngineModels(kind => store.Chosen(kind) ?? (kind == ModelKind.Embedding ? former.Model : null));
            store.Changed += models.Tell;
            former.Changed += models.Tell;
            return models;
        });
        services.AddSingleton<EngineSupervisor>();
        services.AddSingleton<EngineTrial>();
        services.AddSingleton<LocalEngine>(provider => provider.GetRequiredService<EngineSupervisor>().EndpointAsync);
        services.AddSingleton<InstalledChatModel>(provider => () => provider.GetRequiredService<EngineSupervisor>().Expected(ModelKind.Chat)?.Title);
        services.AddSingleton<InstalledReranker>(provider => () => provider.GetRequiredService<EngineSupervisor>().Expected(ModelKind.Reranker)?.Title);
        return services;
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RagDocs.Generation.Conversations;
using RagDocs.Generation.Extractive;

namespace RagDocs.Generation;

/// <summary>Registers how questions are answered.</summary>
public static class GenerationServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="AnswerGenerator"/> with the extractive <see cref="IAnswerer"/>. The host registers <see cref="PassageSearch"/>
    /// and an <c>IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;</c>.
    /// </summary>
    public static IServiceCollection AddGeneration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GenerationOptions>().Bind(configuration.GetSection(GenerationOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ExtractiveOptions>().Bind(configuration.GetSection(ExtractiveOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddTransient<IAnswerer, ExtractiveAnswerer>();
        services.TryAddTransient<AnswerGenerator>();
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<AnswerKeeper>();
        services.AddSingleton<AnswerDesk>();
        return services;
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Conversations;
using RagDocs.Generation.Embeddings;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.FollowUps;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;
using RagDocs.Generation.Reranking;
using RagDocs.Generation.Sufficiency;
using RagDocs.Generation.Suggestions;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;

namespace RagDocs.Generation;

/// <summary>Registers how questions are answered.</summary>
public static class GenerationServiceCollectionExtensions
{
    /// <summary>Of kept vectors: of 384 numbers, about 1.4 million.</summary>
    private const long CacheBytes = 2L << 30;

    /// <summary>
    /// Adds <see cref="AnswerGenerator"/> with everyone who may answer (<see cref="Answerers"/>). The host registers
    /// <see cref="PassageSearch"/>, <see cref="Retrieval.Store.ReviewDates"/> and an <c>IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;</c>, and, where this machine
    /// has an engine, <see cref="LocalEngine"/>, <see cref="InstalledChatModel"/> and <see cref="InstalledReranker"/>;
    /// for an administrator's own prompts, <see cref="PromptFolder"/>.
    /// </summary>
    public static IServiceCollection AddGeneration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GenerationOptions>().Bind(configuration.GetSection(GenerationOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ExtractiveOptions>().Bind(configuration.GetSection(ExtractiveOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddLanguageModels(configuration);
        // Word by word and at once: only a model in this process is fast enough.
        services.TryAddSingleton(provider => new SentenceChecker(WordsOf(provider) is { } model ? word => model.Embed(word) : null));
        services.TryAddSingleton(provider => new FollowUpWriter(
            provider.GetRequiredService<Answerers>().ConnectAsync, provider.GetRequiredService<PromptLibrary>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FollowUpWriter>>()));
        services.TryAddSingleton<AnswerWarnings>();
        services.TryAddSingleton<SecondSearch>();
        services.TryAddSingleton(provider => new QuestionSuggester(WordsOf(provider), provider.GetRequiredService<IOptions<ExtractiveOptions>>()));
        services.TryAddTransient<AnswerGenerator>();
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<AnswerKeeper>();
        services.AddSingleton<AnswerDesk>();
        return services;
    }

    private static StaticEmbeddingGenerator? WordsOf(IServiceProvider provider) =>
        provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>()?.GetService<StaticEmbeddingGenerator>();

    private static void AddLanguageModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LanguageModelOptions>().Bind(configuration.GetSection(LanguageModelOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LanguageModelOptions>, LanguageModelOptionsValidation>();
        services.TryAddSingleton<LocalEngine>((_, _) => Task.FromResult<OpenAiEndpoint?>(null));
        services.TryAddSingleton<InstalledChatModel>(() => null);
        services.TryAddSingleton<InstalledReranker>(() => null);
        services.TryAddSingleton(new PromptFolder(Path: null));
        services.AddSingleton<PromptLibrary>();
        services.AddHostedService<PromptStart>();
        services.AddRemoteServer<RemoteRerankerOptions>(configuration, RemoteRerankerOptions.Section);
        services.TryAddSingleton<IPassageReranker>(provider =>
            provider.GetRequiredService<IOptions<RemoteRerankerOptions>>().Value is { IsSet: true } server
                ? new RemoteReranker(server, provider.GetRequiredService<ModelServerConnections>())
                : ActivatorUtilities.CreateInstance<EngineReranker>(provider));
        services.AddSingleton(provider => new ModelServerConnections(
            provider.GetRequiredService<IOptions<LanguageModelOptions>>().Value.Patience, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ExtractiveAnswerer>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Answerers>(provider, provider.GetRequiredService<ExtractiveAnswerer>()));
        services.TryAddSingleton<AnswererChoice>(provider => provider.GetRequiredService<Answerers>().ChooseAsync);
    }

    /// <summary>
    /// Adds the embedding models outside of this process: a remote server, or a model of the models folder, which <c>AddModels</c> registers. Search
    /// uses them where <c>AddRetrieval</c> finds them.
    /// </summary>
    /// <param name="dataFolder">Absolute; vectors are kept below.</param>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.AddRemoteServer<RemoteEmbeddingOptions>(configuration, RemoteEmbeddingOptions.Section);
        services.AddSingleton(new EmbeddingStore(Path.Combine(dataFolder, "cache", "embeddings.db"), CacheBytes));
        services.TryAddSingleton<FormerModel>();
        services.AddSingleton<EmbeddingSource>();
        services.AddSingleton<ChosenEmbeddings>(provider => provider.GetRequiredService<EmbeddingSource>().ChosenAsync);
        services.AddSingleton<FormerEmbeddings>(provider => provider.GetRequiredService<EmbeddingSource>().FormerAsync);
        return services;
    }

    private static void AddRemoteServer<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : RemoteServerOptions
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, RemoteServerValidation<T>>();
    }
}

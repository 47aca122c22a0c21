using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation;

/// <summary>
/// Who answers now: the model server an administrator named, else a model installed on this machine, else the documents' own sentences.
/// A model that fails is an error the asker sees, never a silent change to another way of answering.
/// </summary>
/// <param name="extractive">Answers without a language model.</param>
public sealed class Answerers(
    IAnswerer extractive, LocalEngine engine, InstalledChatModel installed, ModelServerConnections connections,
    IOptions<LanguageModelOptions> options, PromptLibrary prompts, TimeProvider time, ILogger<Answerers> log)
{
    /// <summary>Name of the answerer without a language model.</summary>
    public const string Extractive = "extractive";

    private readonly LanguageModelOptions _options = options.Value;

    /// <summary>Who would answer a question now, by name; nothing is started for that.</summary>
    public string Expected => _options.Remote.IsSet ? _options.Remote.ShownTitle : installed() ?? Extractive;

    /// <exception cref="ModelServerException">The remote server's settings cannot be used.</exception>
    public async Task<IAnswerer> ChooseAsync(Question question, CancellationToken cancellationToken)
    {
        if (question.WithoutModel || await ConnectAsync(cancellationToken) is not { } model) return extractive;
        return new LanguageModelAnswerer(model, ConnectAsync, _options, prompts, question, time, log);
    }

    /// <summary>The language model that is there now; null when there is none.</summary>
    internal async Task<ChatModel?> ConnectAsync(CancellationToken cancellationToken)
    {
        var endpoint = _options.Remote.IsSet ? _options.Remote.ToEndpoint() : await engine(ModelKind.Chat, cancellationToken);
        if (endpoint is null) return null;
        var connection = connections.To(endpoint);
        return new ChatModel(
            new OpenAiChatClient(connection), endpoint.Title ?? endpoint.Model, endpoint.Grammar, endpoint.ContextTokens ?? _options.ContextTokens)
        {
            Style = endpoint.Style == PromptStyle.UserOnly ? PromptStyle.UserOnly : PromptStyle.System,
            Count = endpoint.CountsTokens ? new OpenAiTokenizer(connection, log).CountAsync : null,
        };
    }
}

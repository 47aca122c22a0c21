using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi.Wire;
using RagDocs.Generation.Prompts;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace RagDocs.Generation.OpenAi;

/// <summary>
/// The one client of every language model: the local engine, vLLM, Ollama, TGI, LMDeploy, llama-server. Options that OpenAI does not have
/// (<c>grammar</c>, <c>user</c>, <c>min_p</c>, <c>repeat_penalty</c> in <see cref="ChatOptions.AdditionalProperties"/>) are sent only to
/// servers that understand grammars. Canceling closes the connection at once, which stops the server's work.
/// </summary>
public sealed class OpenAiChatClient(ModelServerConnection connection) : IChatClient
{
    private const string Path = "/v1/chat/completions";

    private readonly ChatClientMetadata _metadata = new("openai-compatible", connection.Endpoint.Address, connection.Endpoint.Model);

    /// <inheritdoc/>
    /// <exception cref="ModelServerException">No answer came, also after the retries.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var turns = messages.ToList();
        var json = await WithOrWithoutSystemRoleAsync(noSystemRole => connection.AskAsync<ChatCompletionRequest, JsonElement>(
            Path, ChatRequests.Of(connection.Endpoint, turns, options, stream: false, noSystemRole), cancellationToken));
        var answer = ChatChunks.Parse(JsonSerializer.SerializeToUtf8Bytes(json), connection.Failures);
        if (answer.Choices is not [{ Message: { } message }, ..]) throw connection.Failures.NotUnderstood("an answer without text");
        return ChatChunks.Whole(answer, message.Content is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "");
    }

    /// <inheritdoc/>
    /// <exception cref="ModelServerException">No answer came, also after the retries, or it broke off; nothing is sent again after the first text.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var turns = messages.ToList();
        using var response = await WithOrWithoutSystemRoleAsync(noSystemRole => connection.SendAsync(
            Path, ChatRequests.Of(connection.Endpoint, turns, options, stream: true, noSystemRole), cancellationToken));
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var (begun, ended) = (false, false);
        // A server that names no reason sends [DONE], and one that sends no [DONE] names a reason; some do both.
        var events = EventStreamReader.ReadAsync(
            body, connection, () => begun ? connection.Options.IdleTimeout : connection.Options.FirstTextTimeout, cancellationToken);
        await foreach (var data in events.WithCancellation(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (data.AsSpan().SequenceEqual("[DONE]"u8))
            {
                ended = true;
                break;
            }

            if (ChatChunks.Update(ChatChunks.Parse(data, connection.Failures)) is not { } update) continue;
            ended |= update.FinishReason is not null;
            begun |= update.Text.Length > 0 || ended;
            yield return update;
        }

        if (!ended) throw begun ? connection.Failures.Broken(null) : connection.Failures.NotUnderstood("an empty answer");
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The connection is shared and stays open.</summary>
    public void Dispose()
    {
    }

    private async Task<T> WithOrWithoutSystemRoleAsync<T>(Func<bool, Task<T>> send)
    {
        // As of this request: another one may find it out meanwhile.
        var without = connection.NoSystemRole;
        try
        {
            return await send(without);
        }
        // Only where nobody could know before: a named model's style is decided from its family or by a setting.
        catch (ModelServerException failure) when (connection.Endpoint.Style == PromptStyle.Auto && !without && new ServerErrorBody(failure.Detail, "").SaysNoSystemRole)
        {
            connection.NoSystemRole = true;
            return await send(true);
        }
    }
}

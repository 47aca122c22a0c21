using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RagDocs.Generation.Tests.Support;

/// <summary>Streams one script after the other, one a call: strings are text, exceptions are thrown, numbers are places in the queue.</summary>
internal sealed class ScriptedChatClient(params object[][] scripts) : IChatClient
{
    private readonly Queue<object[]> _scripts = new(scripts);

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Calls { get; } = [];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Calls.Add((messages.ToList(), options));
        foreach (var item in _scripts.Dequeue())
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return item switch
            {
                string text => new ChatResponseUpdate(ChatRole.Assistant, text),
                int place => new ChatResponseUpdate { AdditionalProperties = new() { ["queue_place"] = place } },
                ChatFinishReason reason => new ChatResponseUpdate { FinishReason = reason },
                Exception failure => throw failure,
                _ => throw new NotSupportedException(),
            };
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

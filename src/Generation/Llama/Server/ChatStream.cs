using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Llama.Server;

/// <summary>An answer as it is written, word by word.</summary>
internal sealed class ChatStream(HttpResponse response, ChatChunks chunks, bool includeUsage, TimeSpan keepAlive, TimeProvider time, ILogger log)
{
    private readonly EventStream _stream = new(response);

    // One timer for many words: a comment between them does no harm.
    private Task? _tick;

    /// <summary>The response begins only once the engine has taken the request: what it refuses is answered with a status code.</summary>
    public async Task WriteAsync(IAsyncEnumerable<GenerationEvent> events, CancellationToken cancellationToken)
    {
        await using var steps = events.GetAsyncEnumerator(cancellationToken);
        var any = await steps.MoveNextAsync();
        _stream.Begin();
        await response.StartAsync(cancellationToken);
        try
        {
            for (; any; any = await NextAsync(steps, cancellationToken)) await WriteAsync(steps.Current, cancellationToken);
            await _stream.DoneAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The status code is gone: the error is the last event, and the missing [DONE] says that the answer is not whole.
            var error = ApiError.Of(failure);
            if (error.Status == StatusCodes.Status500InternalServerError) ServerLog.RequestFailed(log, "/v1/chat/completions", failure);
            await _stream.WriteAsync(error.Body, cancellationToken);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<GenerationEvent> steps, CancellationToken cancellationToken)
    {
        var next = steps.MoveNextAsync().AsTask();
        try
        {
            while (!next.IsCompleted)
            {
                _tick ??= Task.Delay(keepAlive, time, cancellationToken);
                if (await Task.WhenAny(next, _tick) == next) break;
                await _tick;
                _tick = null;
                await _stream.KeepAliveAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The engine was told by the same token; a step that began has to end before the steps may be left.
        }

        return await next;
    }

    private async Task WriteAsync(GenerationEvent step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case QueuePlace queued:
                await _stream.WriteAsync(chunks.Place(queued.Place), cancellationToken);
                break;
            case GenerationStarted:
                await _stream.WriteAsync(chunks.Started(), cancellationToken);
                break;
            case TextGenerated text:
                await _stream.WriteAsync(chunks.Text(text.Text), cancellationToken);
                break;
            case GenerationEnded ended:
                await _stream.WriteAsync(chunks.Ended(ended.Reason), cancellationToken);
                if (includeUsage) await _stream.WriteAsync(chunks.Counted(ended), cancellationToken);
                break;
        }
    }
}

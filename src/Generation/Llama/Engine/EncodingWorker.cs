namespace RagDocs.Generation.Llama.Engine;

/// <summary>Embeds or scores one text after the other: an encoder's attention covers the whole batch, so several at once would be slower.</summary>
internal sealed class EncodingWorker(TextEncoder encoder, EngineOptions options, EngineCounters counters, TimeProvider time)
    : EngineWorker<EncodingRequest>(parallel: 1, options.QueueLength, counters, time)
{
    private readonly Lock _lock = new();
    private EncodingRequest? _current;

    protected override int Running => _current is null ? 0 : 1;

    protected override bool Work()
    {
        if (Queue.Next() is not { } next)
            return false;
        if (!Enter(next))
            return true;

        var started = Time.GetTimestamp();
        Exception? fault = null;
        try
        {
            next.Run(encoder);
        }
        catch (LlamaException failure)
        {
            // An encoder keeps nothing from one text to the next: this text's own trouble.
            fault = failure;
        }

        Leave(Time.GetElapsedTime(started));
        if (next.IsCanceled)
            Counters.Change(c => c with { Canceled = c.Canceled + 1 });
        if (fault is not null || !next.Complete(Counters))
            next.Fail(fault ?? (next.IsCanceled ? new OperationCanceledException() : new EngineStoppedException(cause: null)));
        return true;
    }

    protected override void CancelRunning(EncodingRequest request)
    {
        lock (_lock)
        {
            request.Cancel();
            if (_current == request)
                encoder.Abort();
        }
    }

    protected override void AbortStep()
    {
        lock (_lock)
        {
            if (_current is not null)
                encoder.Abort();
        }
    }

    protected override void Close(Exception cause)
    {
        lock (_lock)
        {
            _current?.Fail(cause);
            _current = null;
            encoder.Dispose();
        }
    }

    private bool Enter(EncodingRequest next)
    {
        encoder.ClearAbort();
        lock (_lock)
        {
            if (!Queue.Take(next))
                return false;
            _current = next;
        }

        Counters.Change(c => c with { Running = 1, Waiting = Queue.Count });
        return true;
    }

    private void Leave(TimeSpan service)
    {
        lock (_lock)
            _current = null;
        Counters.Change(c => c with { PromptSeconds = c.PromptSeconds + service.TotalSeconds });
        Ended(service);
    }
}

using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Tests.Llama.Engine;

/// <summary>Reads one answer in the background and lets a test wait for what happens in it.</summary>
internal sealed class Reader
{
    private readonly Lock _lock = new();
    private readonly List<GenerationEvent> _seen = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task End { get; private set; } = Task.CompletedTask;

    public IReadOnlyList<GenerationEvent> Seen
    {
        get
        {
            lock (_lock)
                return [.. _seen];
        }
    }

    public string Text => string.Concat(Seen.OfType<TextGenerated>().Select(t => t.Text));

    public static Reader Start(LlamaEngine engine, GenerationRequest request, CancellationToken cancellationToken)
    {
        var reader = new Reader();
        reader.End = Task.Run(() => reader.ReadAsync(engine, request, cancellationToken), CancellationToken.None);
        return reader;
    }

    public async Task Until<T>()
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_seen.Any(e => e is T))
                    return;
                changed = _changed.Task;
            }

            if (await Task.WhenAny(changed, End) != End)
                continue;
            await End;
            Assert.Contains(Seen, e => e is T);
        }
    }

    private async Task ReadAsync(LlamaEngine engine, GenerationRequest request, CancellationToken cancellationToken)
    {
        await foreach (var news in engine.GenerateAsync(request, cancellationToken))
        {
            TaskCompletionSource changed;
            lock (_lock)
            {
                _seen.Add(news);
                (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            changed.SetResult();
        }
    }
}

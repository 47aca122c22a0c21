namespace RagDocs.Generation.Engines;

/// <summary>The engine of the former model: it goes on answering until the one of the new model is ready, then ends its answers. Used by one loop.</summary>
internal sealed class RetiredEngine(EngineBoard board)
{
    private TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineLife? _life;
    private Task _ending = Task.CompletedTask;

    public void Keep(EngineLife life)
    {
        BeginEnd();
        _life = life;
    }

    /// <summary>Lets it finish its answers, while others already go to the next one.</summary>
    public void BeginEnd()
    {
        if (_life is not { } life) return;
        _life = null;
        _ending = Task.WhenAll(_ending, StopAsync(life, _hurry.Task));
    }

    /// <summary>Ends it now, with the patience of any stop; returns when it is gone and its memory free.</summary>
    public async Task EndAsync()
    {
        BeginEnd();
        var (ending, hurry) = (_ending, _hurry);
        // What went wrong with this one is told once and does not stand in the way of the next.
        (_ending, _hurry) = (Task.CompletedTask, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        hurry.SetResult();
        await ending;
    }

    private async Task StopAsync(EngineLife life, Task hurry)
    {
        board.Withdraw(life.Endpoint);
        await using (life)
        {
            await life.UntilIdleAsync(hurry);
            await life.StopAsync();
        }
    }
}

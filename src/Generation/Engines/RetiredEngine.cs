namespace RagDocs.Generation.Engines;

/// <summary>The engine of the former model: it goes on answering until the one of the new model is ready, then ends its answers. Used by one loop.</summary>
internal sealed class RetiredEngine(EngineBoard board)
{
    private EngineLife? _life;
    private Task _ending = Task.CompletedTask;

    public void Keep(EngineLife life)
    {
        BeginEnd();
        _life = life;
    }

    /// <summary>Lets it end its answers, while others already go to the next one.</summary>
    public void BeginEnd()
    {
        if (_life is not { } life) return;
        _life = null;
        _ending = Task.WhenAll(_ending, StopAsync(life));
    }

    /// <summary>Returns when it is gone and its memory free.</summary>
    public Task EndAsync()
    {
        BeginEnd();
        return _ending;
    }

    private async Task StopAsync(EngineLife life)
    {
        board.Withdraw(life.Endpoint);
        await using (life) await life.StopAsync();
    }
}

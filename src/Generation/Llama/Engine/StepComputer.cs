using RagDocs.Generation.Llama.Engine.Cells;
using RagDocs.Generation.Llama.Engine.Lookup;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>Computes planned steps and draws from them; after a step that was not finished every sequence is as it was before.</summary>
internal sealed class StepComputer : IDisposable
{
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;
    private readonly SequenceCells _cells;
    private readonly EngineCounters _counters;
    private readonly TimeProvider _time;

    public StepComputer(LlamaContext context, SequenceCells cells, EngineCounters counters, TimeProvider time, Func<bool> someoneWaits)
    {
        _context = context;
        _batch = context.NewBatch();
        _cells = cells;
        _counters = counters;
        _time = time;
        Gate = new StepGate(context.Abort, someoneWaits);
        Pace = new PromptPace(context.BatchTokens);
        RowLimit = context.BatchTokens;
    }

    public StepGate Gate { get; }

    public PromptPace Pace { get; }

    public DraftCost DraftCost { get; } = new();

    /// <summary>Rows the next step may have; lowered while the cache is found full.</summary>
    public int RowLimit { get; private set; }

    /// <summary>Feeds the step's tokens. False when it was not finished: nothing has changed then, plan again.</summary>
    /// <exception cref="LlamaException">The context cannot be used any more.</exception>
    public bool Compute(List<StepEntry> step, IReadOnlyList<RunningRequest> running)
    {
        _context.ClearAbort();
        if (!Gate.Enter(step, running))
            return false;

        Fill(step);
        var started = _time.GetTimestamp();
        DecodeStatus status;
        try
        {
            status = _context.Decode(_batch);
        }
        finally
        {
            Gate.Leave();
        }

        if (status == DecodeStatus.Ok)
        {
            Accept(step, _time.GetElapsedTime(started).TotalSeconds);
            return true;
        }

        foreach (var entry in step)
            _cells.Restore(entry.Request.Slot);
        if (status == DecodeStatus.NoRoom)
            MakeRoom(step, running);
        return false;
    }

    /// <summary>Draws the tokens that follow the entry's text. Returns how many of the guessed ones were right.</summary>
    public int Sample(StepEntry entry)
    {
        var request = entry.Request;
        for (var accepted = 0; ; accepted++)
        {
            var token = request.Request.Sampler.Sample(_context, entry.LogitsRow + accepted);
            if (_context.Model.IsEndOfGeneration(token))
                request.TakeEnd();
            else
                request.Take(token, _context.Model.Piece(token));
            _counters.Change(c => c with { GeneratedTokens = c.GeneratedTokens + 1 });
            request.Drafter?.Add(token);
            if (request.Finish is not null || accepted == entry.Draft.Length || token != entry.Draft[accepted])
                return accepted;
        }
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private void Fill(List<StepEntry> step)
    {
        _batch.Clear();
        foreach (var entry in step)
        {
            var request = entry.Request;
            if (request.Start())
                _counters.Change(c => c with { CachedTokens = c.CachedTokens + request.Slot.Tokens.Count });
            var position = request.Slot.Tokens.Count;
            for (var i = 0; i < entry.Fed; i++)
            {
                var wanted = entry.ReachesEnd && i == entry.Fed - 1;
                entry.LogitsRow = _batch.Add(request.Tokens[position + i], position + i, request.Slot.Id, wanted);
            }

            for (var i = 0; i < entry.Draft.Length; i++)
                _batch.Add(entry.Draft[i], position + entry.Fed + i, request.Slot.Id, wantsLogits: true);
        }
    }

    private void Accept(List<StepEntry> step, double seconds)
    {
        RowLimit = _context.BatchTokens;
        var (promptRows, rows) = (0, 0);
        foreach (var entry in step)
        {
            promptRows += entry.IsPrompt ? entry.Fed : 0;
            rows += entry.Rows;
            var slot = entry.Request.Slot;
            _cells.Append(slot, [.. entry.Request.Tokens.GetRange(slot.Tokens.Count, entry.Fed), .. entry.Draft]);
        }

        if (promptRows > 0)
            Pace.Add(rows, seconds);
        else if (step.Count == 1)
            DraftCost.Add(rows, seconds);
        var reading = seconds * promptRows / rows;
        _counters.Change(c => c with
        {
            PromptTokens = c.PromptTokens + promptRows,
            PromptSeconds = c.PromptSeconds + reading,
            GenerationSeconds = c.GenerationSeconds + seconds - reading,
        });
    }

    /// <summary>The table should never let it come so far. If it does: idle sequences go, then steps get smaller, then the youngest request ends.</summary>
    private void MakeRoom(List<StepEntry> step, IReadOnlyList<RunningRequest> running)
    {
        if (_cells.EvictIdle())
            return;
        var rows = step.Sum(e => e.Rows);
        if (rows > step.Count)
        {
            RowLimit = rows / 2;
            return;
        }

        running[^1].Fail(new LlamaException(
            "The engine's memory is full, so this answer was ended. Ask again, or start the engine with a larger --context."));
    }
}

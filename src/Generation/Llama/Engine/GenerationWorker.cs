using RagDocs.Generation.Llama.Engine.Cells;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>Writes several texts at a time with one context: continuous batching over sequences that share one cache.</summary>
internal sealed class GenerationWorker : EngineWorker<WritingRequest>
{
    /// <summary>A shorter common beginning is read twice rather than waited for.</summary>
    private const int WorthWaitingFor = 32;

    private readonly int _parallel;
    private readonly SequenceCells _cells;
    private readonly StepComputer _computer;
    private readonly StepPlanner _planner;
    private readonly List<RunningRequest> _running = [];
    private volatile int _runningCount;

    public GenerationWorker(LlamaContext context, SequenceTable table, EngineOptions options, EngineCounters counters, TimeProvider time)
        : base(options.Parallel, options.QueueLength, counters, time)
    {
        _parallel = options.Parallel;
        _cells = new SequenceCells(context, table);
        _computer = new StepComputer(context, _cells, counters, time, () => Queue.Count > 0);
        _planner = new StepPlanner(context.BatchTokens, _computer.Pace, options.PromptLookup && table.CanReuse);
    }

    protected override int Running => _runningCount;

    /// <summary>Before the start: how long a step took, so that the first prompt is not read in too large pieces.</summary>
    public void Seed(int rows, TimeSpan took) => _computer.Pace.Add(rows, took.TotalSeconds);

    protected override bool Work()
    {
        DropCanceled();
        Admit();
        if (_running.Count == 0)
            return false;

        ShareWhatLeadersRead();
        var step = _planner.Plan(_running, _computer.RowLimit);
        if (_computer.Compute(step, _running))
            Sample(step);
        Emit();
        return true;
    }

    protected override void CancelRunning(WritingRequest request) => _computer.Gate.Cancel(request);

    protected override void AbortStep() => _computer.Gate.AbortStep();

    protected override void Close(Exception cause)
    {
        foreach (var running in _running)
            running.Request.Fail(cause);
        _running.Clear();
        _runningCount = 0;
        _computer.Dispose();
    }

    /// <summary>Requests that nobody waits for any more give their places back.</summary>
    private void DropCanceled()
    {
        foreach (var running in _running.Where(r => r.Request.IsCanceled).ToList())
        {
            running.Request.Abandon();
            Counters.Change(c => c with { Canceled = c.Canceled + 1 });
            Leave(running);
        }
    }

    /// <summary>Starts waiting requests while there is a place and their cells are free. The next in turn is never overtaken.</summary>
    private void Admit()
    {
        while (_running.Count < _parallel && Queue.Next() is { } next)
        {
            if (_cells.TryPlace(next.Prompt, next.AnswerTokens) is not { } slot)
                break;
            if (!Queue.Take(next))
            {
                _cells.Release(slot);
                continue;
            }

            next.HasPlace = true;
            var running = new RunningRequest(next, slot) { StartedAt = Time.GetTimestamp() };
            FindLeader(running);
            _running.Add(running);
            _runningCount = _running.Count;
            Counters.Change(c => c with { Running = _runningCount, Waiting = Queue.Count });
        }

        Queue.TellWaiting();
    }

    /// <summary>Several people ask about the same passages at once: the first one reads them, the others wait for it and share its cells.</summary>
    private void FindLeader(RunningRequest newcomer)
    {
        if (!_cells.CanReuse)
            return;
        var longest = newcomer.Slot.Tokens.Count + WorthWaitingFor - 1;
        foreach (var other in _running.Where(r => !r.IsWriting))
        {
            var common = newcomer.Request.Prompt.AsSpan(..^1).CommonPrefixLength(other.Request.Prompt);
            if (common <= longest)
                continue;
            longest = common;
            (newcomer.Leader, newcomer.LeaderPrefix) = (other, common);
        }
    }

    private void ShareWhatLeadersRead()
    {
        foreach (var follower in _running)
        {
            if (follower.Leader is not { } leader || (leader.Slot.Tokens.Count < follower.LeaderPrefix && _running.Contains(leader)))
                continue;
            _cells.ShareBeginning(leader.Slot, follower.Slot, follower.Request.Prompt);
            follower.Leader = null;
        }
    }

    /// <summary>Draws what follows each text that was fed to its end; a guess holds as far as the sampler draws the same tokens.</summary>
    private void Sample(List<StepEntry> step)
    {
        foreach (var entry in step.Where(e => e.ReachesEnd))
        {
            try
            {
                var accepted = _computer.Sample(entry);
                _cells.Cut(entry.Request.Slot, entry.Request.Slot.Tokens.Count - (entry.Draft.Length - accepted));
                Count(entry, accepted);
            }
            catch (LlamaException failure)
            {
                // A grammar that allows nothing, for example: this request's own trouble.
                entry.Request.Fail(failure);
            }
        }
    }

    private void Count(StepEntry entry, int accepted)
    {
        if (entry.Draft.Length == 0)
            return;
        entry.Request.Drafted += entry.Draft.Length;
        entry.Request.Accepted += accepted;
        entry.Request.Drafter!.Length.Verified(entry.Draft.Length, accepted, _computer.DraftCost.BreakEven);
        Counters.Change(c => c with { DraftedTokens = c.DraftedTokens + entry.Draft.Length, AcceptedTokens = c.AcceptedTokens + accepted });
    }

    private void Emit()
    {
        foreach (var running in _running.ToList())
        {
            // Counted first: who is told of the end finds it counted.
            if (running.HasFailed || running.Finish is not null)
                Leave(running);
            if (!running.HasFailed)
                running.Emit();
        }
    }

    private void Leave(RunningRequest running)
    {
        _running.Remove(running);
        running.Request.HasPlace = false;
        _runningCount = _running.Count;
        _cells.Release(running.Slot);
        Ended(Time.GetElapsedTime(running.StartedAt));
    }
}

namespace RagDocs.Generation.Llama.Engine;

/// <summary>
/// Chooses what goes into the next step (continuous batching with chunked prefill): first one token for everybody whose answer is being
/// written, then pieces of the prompts that are still to be read, the same amount for each, as much as the pace allows.
/// </summary>
/// <param name="batchTokens">Rows of one step at most.</param>
/// <param name="lookup">Guess tokens when one request runs alone.</param>
internal sealed class StepPlanner(int batchTokens, PromptPace pace, bool lookup)
{
    /// <param name="limit">Rows to stay below when the memory was found full; at least one row a request is planned all the same.</param>
    public List<StepEntry> Plan(IReadOnlyList<RunningRequest> running, int limit)
    {
        var writing = running.Where(r => r.IsWriting && r.Leader is null).ToList();
        var reading = running.Where(r => !r.IsWriting && r.Leader is null).ToList();
        var rows = Math.Min(batchTokens, limit);
        var step = writing.ConvertAll(r => new StepEntry(r, 1, []));
        if (reading.Count == 0)
        {
            // A guess for one delays the others' tokens, so only who is alone guesses.
            if (running.Count == 1 && lookup)
                step[0] = step[0] with { Draft = writing[0].Draft(Math.Min(writing[0].Left, rows) - 1) };
            return step;
        }

        var budget = Math.Clamp(Math.Min(pace.PromptTokens(othersWrite: writing.Count > 0), rows - writing.Count), 1, batchTokens);
        var shares = Share([.. reading.Select(r => r.Unread)], budget);
        for (var i = 0; i < reading.Count; i++)
        {
            if (shares[i] > 0)
                step.Add(new StepEntry(reading[i], shares[i], []));
        }

        return step;
    }

    /// <summary>Shares a budget evenly; what one does not need goes to the others.</summary>
    public static int[] Share(IReadOnlyList<int> wanted, int budget)
    {
        var shares = new int[wanted.Count];
        var open = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ToList();
        for (var done = 0; done < open.Count; done++)
        {
            var i = open[done];
            // Rounded up: with less than one token each, the first ones get theirs.
            var even = (budget + open.Count - done - 1) / (open.Count - done);
            shares[i] = Math.Min(Math.Min(wanted[i], even), budget);
            budget -= shares[i];
        }

        return shares;
    }
}

using System.Text;
using RagDocs.Generation.Llama.Engine.Cells;
using RagDocs.Generation.Llama.Engine.Lookup;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>
/// A request that has a sequence. Its text is the prompt and what was written; the sequence holds the first part of it, and each step
/// feeds some of the rest. So nothing is lost when a step is aborted or a sequence cut: what is missing is fed again.
/// </summary>
internal sealed class RunningRequest(WritingRequest request, SequenceSlot slot)
{
    private readonly StringBuilder _shown = new();

    public WritingRequest Request { get; } = request;

    public SequenceSlot Slot { get; } = slot;

    /// <summary>Prompt and what was written.</summary>
    public List<int> Tokens { get; } = [.. request.Prompt];

    /// <summary>Tokens that the sequence does not hold yet; never 0, because the last one's logits give the next token.</summary>
    public int Unread => Tokens.Count - Slot.Tokens.Count;

    /// <summary>One token a step; otherwise a longer piece of the prompt is to be read first.</summary>
    public bool IsWriting => Unread == 1;

    public int Written => Tokens.Count - Request.Prompt.Length;

    public int Left => Request.AnswerTokens - Written;

    /// <summary>Who reads the same beginning just now; this request waits for it and then shares the cells.</summary>
    public RunningRequest? Leader { get; set; }

    /// <summary>Length of the beginning shared with <see cref="Leader"/>.</summary>
    public int LeaderPrefix { get; set; }

    /// <summary>Null until the first piece is fed.</summary>
    public int? CachedTokens { get; private set; }

    public LookupDrafter? Drafter { get; private set; }

    public int Drafted { get; set; }

    public int Accepted { get; set; }

    /// <summary>Null while it runs.</summary>
    public FinishReason? Finish { get; private set; }

    /// <summary>Its asker has been told of an error.</summary>
    public bool HasFailed { get; private set; }

    public long StartedAt { get; init; }

    /// <summary>Its first piece is fed now; false when that was before.</summary>
    public bool Start()
    {
        if (CachedTokens is not null)
            return false;
        CachedTokens = Slot.Tokens.Count;
        Request.Tell(new GenerationStarted(Request.Prompt.Length, Slot.Tokens.Count));
        return true;
    }

    public int[] Draft(int limit)
    {
        Drafter ??= new LookupDrafter(Tokens);
        return Drafter.Draft(Math.Min(Drafter.Length.Next(), limit));
    }

    /// <summary>The model wrote a token that ends nothing.</summary>
    public void Take(int token, ReadOnlySpan<byte> piece)
    {
        Tokens.Add(token);
        _shown.Append(Request.Text.Add(piece));
        if (Request.Text.Stopped)
            Finish = FinishReason.Stop;
        else if (Left == 0)
            Finish = FinishReason.Length;
    }

    /// <summary>The model wrote its end token.</summary>
    public void TakeEnd() => Finish = FinishReason.Stop;

    /// <summary>This request cannot go on; the others can.</summary>
    public void Fail(LlamaException cause)
    {
        HasFailed = true;
        Request.Fail(cause);
    }

    /// <summary>Passes on what this step wrote, and the end if it came.</summary>
    public void Emit()
    {
        if (Finish is not null)
            _shown.Append(Request.Text.Finish());
        if (_shown.Length > 0)
            Request.Tell(new TextGenerated(_shown.ToString()));
        _shown.Clear();
        if (Finish is { } reason)
            Request.End(new GenerationEnded(reason, Request.Prompt.Length, CachedTokens ?? 0, Written, Drafted, Accepted));
    }
}

namespace RagDocs.Generation.Llama.Engine;

/// <summary>What one request has in a step.</summary>
/// <param name="Fed">Tokens of its text, following those its sequence holds.</param>
/// <param name="Draft">Guessed tokens after them.</param>
internal sealed record StepEntry(RunningRequest Request, int Fed, int[] Draft)
{
    public int Rows => Fed + Draft.Length;

    /// <summary>All of the text is fed: the next token is drawn after this step.</summary>
    public bool ReachesEnd { get; } = Fed == Request.Unread;

    /// <summary>A piece of a prompt, which takes longer than a single token.</summary>
    public bool IsPrompt { get; } = !Request.IsWriting;

    /// <summary>Row of the batch from which the next token is drawn; the rows of the draft follow.</summary>
    public int LogitsRow { get; set; }
}

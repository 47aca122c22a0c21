namespace RagDocs.Generation.Llama.Engine;

/// <param name="Role">"system", "user" or "assistant".</param>
/// <param name="Content">Plain text: markup of the template in it stays text.</param>
internal sealed record ChatTurn(string Role, string Content);

/// <summary>One text to be written.</summary>
/// <param name="Turns">The conversation so far, oldest first; the answer follows its last turn.</param>
internal sealed record GenerationRequest(IReadOnlyList<ChatTurn> Turns)
{
    /// <summary>Tokens to write at most; null: as many as the context holds.</summary>
    public int? MaxTokens { get; init; }

    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>GBNF with a rule named root; null allows any text.</summary>
    public string? Grammar { get; init; }

    /// <summary>Writing ends before the first of these; they are not part of the text.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Who asks: waiting requests are served in turn between askers, not between requests.</summary>
    public string Asker { get; init; } = "";
}

/// <summary>How the next token is drawn. The defaults are greedy.</summary>
internal sealed record SamplingOptions
{
    /// <summary>0 takes the likeliest token always.</summary>
    public float Temperature { get; init; }

    /// <summary>0: no limit.</summary>
    public int TopK { get; init; }

    /// <summary>1: no limit.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>0: no limit.</summary>
    public float MinP { get; init; }

    /// <summary>1: none. Over the last <see cref="PenaltyTokens"/>.</summary>
    public float RepeatPenalty { get; init; } = 1;

    public float FrequencyPenalty { get; init; }

    public float PresencePenalty { get; init; }

    public int PenaltyTokens { get; init; } = 64;

    /// <summary>The same seed and the same request give the same text; null draws one.</summary>
    public uint? Seed { get; init; }
}

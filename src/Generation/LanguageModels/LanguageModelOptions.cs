using System.ComponentModel.DataAnnotations;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.LanguageModels;

/// <summary>How a language model answers, wherever it runs.</summary>
public sealed class LanguageModelOptions
{
    public const string Section = "LanguageModel";

    /// <summary>A server that an administrator named; goes before the engine of this machine.</summary>
    public RemoteModelOptions Remote { get; set; } = new();

    /// <summary>0: always the likeliest word, so that the same question gets the same answer.</summary>
    [Range(0, 2)]
    public float Temperature { get; set; }

    /// <summary>The longest answer, in tokens (about 3 characters each).</summary>
    [Range(16, 8192)]
    public int MaxAnswerTokens { get; set; } = 512;

    /// <summary>Tokens for prompt and answer together where a server does not say; a prompt is never longer.</summary>
    [Range(512, 1_048_576)]
    public int ContextTokens { get; set; } = 4096;

    /// <summary>Seconds to wait for a connection.</summary>
    [Range(0.1, 600)]
    public double ConnectSeconds { get; set; } = 5;

    /// <summary>Seconds of silence before the first word.</summary>
    [Range(1, 3600)]
    public double FirstTextSeconds { get; set; } = 300;

    /// <summary>Seconds of silence between two pieces of an answer.</summary>
    [Range(1, 3600)]
    public double IdleSeconds { get; set; } = 60;

    /// <summary>How often a request is sent again while nothing of an answer has come.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    internal ModelServerOptions Patience => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(ConnectSeconds), FirstTextTimeout = TimeSpan.FromSeconds(FirstTextSeconds),
        IdleTimeout = TimeSpan.FromSeconds(IdleSeconds), Retries = Retries,
    };
}

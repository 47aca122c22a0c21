namespace RagDocs.Generation.Prompts;

/// <summary>The fixed texts of prompts, embedded in the program as files.</summary>
internal static class PromptText
{
    /// <summary>What the model writes when the passages hold no answer.</summary>
    public const string Refusal = "The passages do not answer this question.";

    /// <summary>The same for every question, so that an engine computes it once for all askers.</summary>
    public static string System { get; } = Load("answer.md").Replace("{refusal}", Refusal, StringComparison.Ordinal);

    /// <summary>How a follow-up is made to stand alone.</summary>
    public static string Standalone { get; } = Load("standalone.md");

    private static string Load(string name)
    {
        using var stream = typeof(PromptText).Assembly.GetManifestResourceStream(typeof(PromptText), name)
            ?? throw new InvalidOperationException($"The prompt {name} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}

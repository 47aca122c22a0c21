using System.Buffers;

namespace RagDocs.Generation.Prompts;

/// <summary>One text of a prompt: its file's name, and what has to stand in it.</summary>
/// <param name="Name">Of the file, in a folder named like the language.</param>
/// <param name="Placeholder">Replaced when the prompt is made; null: none is needed.</param>
/// <param name="IsSentence">One line with a full stop, written by the model word for word.</param>
internal sealed record PromptFile(string Name, string? Placeholder = null, bool IsSentence = false)
{
    public const string QuestionPlace = "{question}", LanguagePlace = "{language}", RefusalPlace = "{refusal}";

    // Read as citations or markup, or the end of a grammar's text.
    private static readonly SearchValues<char> Marks = SearchValues.Create("[]【】<>\"\\");

    private const int Longest = 20_000, LongestSentence = 200;

    /// <summary>The rules, the same for all askers.</summary>
    public static PromptFile Answer { get; } = new("answer.md", RefusalPlace);

    /// <summary>What stands behind the passages.</summary>
    public static PromptFile Question { get; } = new("question.md", QuestionPlace);

    /// <summary>The same for models without a system role, which heed best what stands last.</summary>
    public static PromptFile QuestionUserOnly { get; } = new("question-user-only.md", QuestionPlace);

    /// <summary>How a follow-up is made to stand alone.</summary>
    public static PromptFile Standalone { get; } = new("standalone.md");

    /// <summary>What the model writes when the passages hold no answer.</summary>
    public static PromptFile Refusal { get; } = new("refusal.md", IsSentence: true);

    public static IReadOnlyList<PromptFile> All { get; } = [Answer, Question, QuestionUserOnly, Standalone, Refusal];

    /// <returns>What is wrong with a text for this file, in words for an administrator; null when it can be used.</returns>
    public string? Fault(string text)
    {
        if (text.Length == 0) return "it is empty";
        if (text.Length > Longest) return $"it has {text.Length} characters, and at most {Longest} are read";
        if (text.Contains('\0', StringComparison.Ordinal)) return "it is no text";
        if (Placeholder is not null && !text.Contains(Placeholder, StringComparison.Ordinal)) return $"it lacks the placeholder {Placeholder}";
        if (!IsSentence) return null;
        if (text.Contains('\n', StringComparison.Ordinal) || text.Length > LongestSentence) return $"it must be one line of at most {LongestSentence} characters";
        if (text.Count(char.IsLetter) < 8 || text.AsSpan().ContainsAny(Marks)) return "it must be a sentence in plain letters, without brackets and quotation marks";
        return text[^1] is '.' or '。' ? null : "it must end with a full stop";
    }
}

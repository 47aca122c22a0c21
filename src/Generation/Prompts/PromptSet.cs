using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Prompts;

/// <summary>The texts that a model is prompted with in one language (pure).</summary>
/// <param name="language">They are written in.</param>
/// <param name="texts">One for each <see cref="PromptFile"/>, checked.</param>
internal sealed class PromptSet(Language language, IReadOnlyDictionary<PromptFile, string> texts)
{
    private const string UnknownLanguage = "the language of the question";

    public Language Language => language;

    /// <summary>What the model writes when the passages hold no answer.</summary>
    public string Refusal => texts[PromptFile.Refusal];

    /// <summary>The same for every question in this language, so that an engine computes it once for all askers.</summary>
    public string Rules { get; } = texts[PromptFile.Answer].Replace(PromptFile.RefusalPlace, texts[PromptFile.Refusal], StringComparison.Ordinal);

    public string Standalone => texts[PromptFile.Standalone];

    /// <summary>What stands behind the passages.</summary>
    /// <param name="quoted">The question, without power over the prompt.</param>
    /// <param name="answer">The language to answer in; null: the question's, whatever it is.</param>
    public string Ask(string quoted, Language? answer, PromptStyle style) => texts[style == PromptStyle.UserOnly ? PromptFile.QuestionUserOnly : PromptFile.Question]
        .Replace(PromptFile.LanguagePlace, answer?.English() ?? UnknownLanguage, StringComparison.Ordinal)
        // Last: a question may hold the words of a placeholder.
        .Replace(PromptFile.QuestionPlace, quoted, StringComparison.Ordinal);
}

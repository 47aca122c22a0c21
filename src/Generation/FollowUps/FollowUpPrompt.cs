using Microsoft.Extensions.AI;
using RagDocs.Generation.Languages;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.FollowUps;

/// <summary>
/// Composes what a model reads to make a follow-up stand alone: the rules, the last turns of the conversation, oldest first, and the follow-up.
/// Turns that do not fit into the model's context are left out from the oldest.
/// </summary>
internal static class FollowUpPrompt
{
    private const int LongestAnswer = 600;
    private const int ShownTurns = 4;

    /// <param name="budget">Tokens the prompt may have.</param>
    /// <returns>Null when not even the last turn fits.</returns>
    public static async Task<IReadOnlyList<ChatMessage>?> ComposeAsync(
        Question question, ChatModel model, PromptLibrary prompts, int budget, CancellationToken cancellationToken)
    {
        var rules = prompts.For(QuestionLanguage.DetectOrInterface(question, question.History[^1].Question)).Standalone;
        var turns = question.History.TakeLast(ShownTurns).Select(Turn).ToList();
        var last = PassageFence.Said("last-question", question.Text).TrimEnd();
        for (; turns.Count > 0; turns.RemoveAt(0))
        {
            var messages = Prompt.Compose(model.Style, rules, string.Concat(turns) + last);
            var estimate = messages.Sum(m => TokenEstimate.Of(m.Text) + TokenEstimate.Template);
            // Mostly there is room enough: what is far below the budget need not be counted.
            if (estimate * 2 <= budget) return messages;
            var tokens = (model.Count is null ? null : await model.Count(messages, cancellationToken)) ?? estimate;
            if (tokens <= budget) return messages;
        }

        return null;
    }

    private static string Turn(EarlierTurn turn)
    {
        var asked = PassageFence.Said("question", turn.Searched ?? turn.Question);
        return turn.Answer.Length == 0 ? asked : asked + PassageFence.Said("answer", turn.Answer.Length > LongestAnswer ? turn.Answer[..LongestAnswer] : turn.Answer);
    }
}

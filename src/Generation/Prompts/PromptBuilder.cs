using Microsoft.Extensions.AI;
using RagDocs.Generation.Llama;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Prompts;

/// <summary>
/// Composes the prompt for a cited answer (pure): the system text, which is the same for everybody, then the fenced passages, best first,
/// then the question. What does not fit is left out passage by passage from the worst; no text is ever cut.
/// </summary>
internal static class PromptBuilder
{
    /// <summary>Below what most tokenisers reach with English and German, so that an estimate errs to the safe side.</summary>
    private const double CharactersPerToken = 3.2;

    private const char FirstIdeograph = '\u2E80';
    private const double TokensPerIdeograph = 1.3;

    /// <summary>For what a chat template adds around each message.</summary>
    private const int TemplateTokens = 16;

    /// <param name="budget">Tokens the prompt may have: the context without the answer.</param>
    /// <exception cref="PromptTooLongException">Not even the best passage fits.</exception>
    public static Prompt Build(string question, IReadOnlyList<Passage> passages, int budget)
    {
        var asked = $"\nQuestion: {PassageFence.Quoted(question.ReplaceLineEndings(" ").Trim())}";
        var used = Estimate(PromptText.System) + Estimate(asked) + (2 * TemplateTokens);
        var fenced = new List<string>();
        foreach (var passage in passages)
        {
            var text = PassageFence.Around(fenced.Count + 1, passage);
            var tokens = Estimate(text);
            if (used + tokens > budget)
            {
                if (fenced.Count == 0) throw new PromptTooLongException(used + tokens, budget);
                break;
            }

            fenced.Add(text);
            used += tokens;
        }

        return new Prompt(
            [new ChatMessage(ChatRole.System, PromptText.System), new ChatMessage(ChatRole.User, string.Concat(fenced) + asked)], fenced.Count, used);
    }

    // Chinese, Japanese and Korean characters are a token each, or more.
    private static int Estimate(string text) =>
        text.Count(c => c >= FirstIdeograph) is var ideographs && ideographs == 0
            ? (int)Math.Ceiling(text.Length / CharactersPerToken)
            : (int)Math.Ceiling(((text.Length - ideographs) / CharactersPerToken) + (ideographs * TokensPerIdeograph));
}

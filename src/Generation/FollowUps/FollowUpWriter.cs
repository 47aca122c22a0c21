using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.FollowUps;

/// <summary>
/// Makes a follow-up stand alone: a language model writes it where there is one, else rules do. A question that stands alone costs nothing:
/// the rules tell, and no model is asked.
/// </summary>
public sealed class FollowUpWriter
{
    /// <summary>A rewrite is one short line; a model that takes longer is not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private const int LongestRewrite = 400;
    private const int AnswerTokens = 120;

    private readonly Func<CancellationToken, Task<ChatModel?>> _connect;
    private readonly PromptLibrary _prompts;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <param name="connect">The language model that is there now; null when there is none.</param>
    internal FollowUpWriter(Func<CancellationToken, Task<ChatModel?>> connect, PromptLibrary prompts, TimeProvider time, ILogger<FollowUpWriter> log) =>
        (_connect, _prompts, _time, _log) = (connect, prompts, time, log);

    /// <summary>What is to be searched for.</summary>
    /// <returns>The question's own text when it stands alone.</returns>
    public async Task<string> StandaloneAsync(Question question, CancellationToken cancellationToken)
    {
        if (question.History.Count == 0 || !FollowUpRules.Leans(question.Text)) return question.Text;
        return (question.WithoutModel ? null : await WrittenAsync(question, cancellationToken)) ?? FollowUpRules.Standalone(question.Text, question.History);
    }

    private async Task<string?> WrittenAsync(Question question, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (await _connect(both.Token) is not { } model) return null;
            if (await FollowUpPrompt.ComposeAsync(question, model, _prompts, model.ContextTokens - AnswerTokens, both.Token) is not { } messages) return null;
            var written = new StringBuilder();
            var options = new ChatOptions { Temperature = 0, MaxOutputTokens = AnswerTokens };
            await foreach (var update in model.Client.GetStreamingResponseAsync(messages, options, both.Token)) written.Append(update.Text);
            return Usable(written.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.FollowUpTooSlow(_log, Patience.TotalSeconds);
            return null;
        }
        catch (ModelServerException failure)
        {
            Log.FollowUpNotWritten(_log, failure);
            return null;
        }
    }

    // A model that explains itself or answers instead is not trusted.
    private static string? Usable(string written)
    {
        var text = written.Trim().Trim('"', '“', '”').Trim();
        return text.Length is 0 or > LongestRewrite || text.Contains('\n', StringComparison.Ordinal) || text[^1] is not ('?' or '？') ? null : text;
    }
}

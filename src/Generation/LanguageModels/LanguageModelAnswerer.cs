using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Languages;
using RagDocs.Generation.Llama;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;
using RagDocs.Retrieval;

namespace RagDocs.Generation.LanguageModels;

/// <summary>
/// Lets a language model write the answer from the passages, each sentence with its sources. Until the first sentence is out, a model
/// that fails is asked once more (a restarted engine may be ready by then) and a prompt that proves too long is sent with fewer passages.
/// </summary>
/// <param name="reconnect">Gives the model again after a failure; null when it is gone.</param>
/// <param name="asked">As typed: its language is answered in, whatever the language of earlier questions that were put into it.</param>
internal sealed class LanguageModelAnswerer(
    ChatModel model, Func<CancellationToken, Task<ChatModel?>> reconnect, LanguageModelOptions options, PromptLibrary prompts, Question asked,
    TimeProvider time, ILogger log)
    : IAnswerer
{
    /// <summary>The share of the passages that is tried after the server called a prompt too long, down to the best one alone.</summary>
    private const double FewerPassages = 0.6;

    /// <summary>A supervisor needs a moment to see that its engine died.</summary>
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromMilliseconds(300);

    public string Name => model.Title;

    /// <inheritdoc/>
    /// <exception cref="ModelServerException">The model's server failed.</exception>
    /// <exception cref="QuestionTooLongException">The question leaves no room for passages.</exception>
    /// <exception cref="PromptTooLongException">Not even the best passage fits into the model's context.</exception>
    public async IAsyncEnumerable<AnswerPart> AnswerAsync(
        string question, IReadOnlyList<Passage> passages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var language = QuestionLanguage.DetectOrInterface(asked, question);
        var attempt = new AnswerAttempt(options, prompts, language, asked.Asker, time, log);
        var (current, offered) = (model, passages);
        var (begun, retried) = (false, false);
        while (true)
        {
            var prompt = await new PromptBuilder(prompts.For(language), current.Style, current.Count)
                .BuildAsync(question, language, offered, current.ContextTokens - options.MaxAnswerTokens, cancellationToken);
            await using var parts = attempt.RunAsync(current, prompt, passages, cancellationToken).GetAsyncEnumerator(cancellationToken);
            ModelServerException? failure = null;
            while (true)
            {
                try
                {
                    if (!await parts.MoveNextAsync()) yield break;
                }
                catch (ModelServerException problem) when (!begun)
                {
                    failure = problem;
                    break;
                }

                begun |= parts.Current is Sentence;
                yield return parts.Current;
            }

            if (failure.Problem == ModelServerProblem.PromptTooLong && prompt.Offered > 1)
            {
                offered = [.. passages.Take((int)(prompt.Offered * FewerPassages))];
                continue;
            }

            if (retried || !IsWorthAnotherTry(failure)) throw failure;
            Log.LanguageModelRetried(log, failure);
            retried = true;
            yield return new Draft("");
            await Task.Delay(ReconnectPause, time, cancellationToken);
            current = await reconnect(cancellationToken) ?? throw failure;
        }
    }

    /// <summary>A busy server has said when to come back, and a silent one has been waited for long enough.</summary>
    private static bool IsWorthAnotherTry(ModelServerException failure) =>
        failure.IsTransient && failure.Problem is not (ModelServerProblem.Busy or ModelServerProblem.TimedOut);
}

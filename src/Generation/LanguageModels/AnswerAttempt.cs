using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Citations;
using RagDocs.Generation.Languages;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;
using RagDocs.Generation.Sufficiency;
using RagDocs.Retrieval;

namespace RagDocs.Generation.LanguageModels;

/// <summary>Asks a model once and reads what it writes as sentences with evidence.</summary>
/// <param name="language">The answer's; null: not known.</param>
internal sealed class AnswerAttempt(
    LanguageModelOptions options, PromptLibrary prompts, Language? language, string asker, TimeProvider time, ILogger log)
{
    /// <summary>Drafts come at most this often: a page need not be painted for each token.</summary>
    private static readonly TimeSpan DraftPause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="ModelServerException">The model could not be asked, broke off, or wrote nothing at all.</exception>
    public async IAsyncEnumerable<AnswerPart> RunAsync(
        ChatModel model, Prompt prompt, IReadOnlyList<Passage> passages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parser = new CitationParser(prompt.Offered, prompts.Refusals);
        var (written, cutOff, sentences, drafted, draftedAt) = (false, false, 0, "", 0L);
        await foreach (var update in model.Client.GetStreamingResponseAsync(prompt.Messages, Options(model, prompt), cancellationToken))
        {
            if (update.AdditionalProperties?.GetValueOrDefault(ChatChunks.QueuePlace) is int place) yield return new Waiting(place);
            cutOff |= update.FinishReason == ChatFinishReason.Length;
            if (update.Text.Length == 0) continue;
            written = true;
            foreach (var sentence in parser.Push(update.Text))
            {
                (sentences, drafted) = (sentences + 1, "");
                yield return Evidenced(sentence, passages);
            }

            if (parser.Refused) break;
            if (parser.Draft == drafted || drafted.Length > 0 && time.GetElapsedTime(draftedAt) < DraftPause) continue;
            (drafted, draftedAt) = (parser.Draft, time.GetTimestamp());
            yield return new Draft(drafted);
        }

        foreach (var sentence in parser.Finish(cutOff))
        {
            sentences++;
            yield return Evidenced(sentence, passages);
        }

        if (!written) throw new ModelServerException(ModelServerProblem.BrokenAnswer, $"The language model {model.Title} wrote nothing. Ask again.");
        if (parser.LeftOut > 0) Log.SentencesLeftOut(log, parser.LeftOut);
        if (sentences == 0) yield return new Refusal(Missing(parser, cutOff));
        else if (drafted.Length > 0) yield return new Draft("");
    }

    private ChatOptions Options(ChatModel model, Prompt prompt) => new()
    {
        Temperature = options.Temperature,
        MaxOutputTokens = options.MaxAnswerTokens,
        AdditionalProperties = model.Grammar
            ? new AdditionalPropertiesDictionary { ["grammar"] = CitationGrammar.For(prompt.Offered, prompt.Refusal), ["user"] = asker }
            : null,
    };

    private static Sentence Evidenced(CitedSentence sentence, IReadOnlyList<Passage> passages) => new(
        sentence.Text,
        [.. sentence.Passages.Select(n => new Evidence(n - 1, SupportingSentence.Find(passages[n - 1].Text, sentence.Text)))]);

    private string Missing(CitationParser parser, bool cutOff)
    {
        var texts = RefusalTexts.In(language ?? Language.English);
        return parser.Refused ? texts.NotInPassages : cutOff ? texts.CutOff : texts.NoSource;
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Citations;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;
using RagDocs.Retrieval;

namespace RagDocs.Generation.LanguageModels;

/// <summary>Asks a model once and reads what it writes as sentences with evidence.</summary>
internal sealed class AnswerAttempt(LanguageModelOptions options, string asker, TimeProvider time, ILogger log)
{
    /// <summary>Drafts come at most this often: a page need not be painted for each token.</summary>
    private static readonly TimeSpan DraftPause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="ModelServerException">The model could not be asked, broke off, or wrote nothing at all.</exception>
    public async IAsyncEnumerable<AnswerPart> RunAsync(
        ChatModel model, Prompt prompt, IReadOnlyList<Passage> passages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parser = new CitationParser(prompt.Offered);
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
            ? new AdditionalPropertiesDictionary { ["grammar"] = CitationGrammar.For(prompt.Offered), ["user"] = asker }
            : null,
    };

    private static Sentence Evidenced(CitedSentence sentence, IReadOnlyList<Passage> passages) => new(
        sentence.Text,
        [.. sentence.Passages.Select(n => new Evidence(n - 1, SupportingSentence.Find(passages[n - 1].Text, sentence.Text)))]);

    private static string Missing(CitationParser parser, bool cutOff) =>
        parser.Refused ? "The passages found do not answer this question."
        : cutOff ? "The language model reached its longest answer before it had finished a sentence that names its source."
        : "The language model wrote nothing that names its source in the documents, so nothing of it is shown.";
}

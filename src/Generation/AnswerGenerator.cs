using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Citations;
using RagDocs.Retrieval;

namespace RagDocs.Generation;

/// <summary>
/// Turns a question into a cited answer: search, show the passages, let the answerer write, number what it cites, end. Nothing is
/// answered that the passages do not hold, and only passages the asker may read are ever offered.
/// </summary>
public sealed class AnswerGenerator(PassageSearch search, IAnswerer answerer, IOptions<GenerationOptions> options, TimeProvider time)
{
    private const string NothingFound =
        "None of the documents you may read has anything on this. Try other words, or ask in more collections.";

    private readonly GenerationOptions _options = options.Value;

    /// <summary>Answers; events come as soon as they are known. The last one is <see cref="AnswerEnded"/>.</summary>
    /// <exception cref="OperationCanceledException">The asker stopped; what was streamed before stands.</exception>
    public async IAsyncEnumerable<AnswerEvent> AnswerAsync(Question question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();

        yield return new StageStarted(AnswerStage.Searching, 0);
        var result = await search(new SearchQuery(question.Text, question.Scope, _options.Passages), cancellationToken);

        yield return new StageStarted(AnswerStage.Reading, result.Passages.Count);
        yield return new PassagesFound(result.Passages);

        var answer = result.Passages.Count > 0 ? answerer.AnswerAsync(question.Text, result.Passages, cancellationToken) : Nothing();
        var numbers = new CitationNumbers(result.Passages);
        var writing = false;
        await foreach (var part in answer.WithCancellation(cancellationToken))
        {
            if (!writing && part is Sentence)
            {
                writing = true;
                yield return new StageStarted(AnswerStage.Writing, result.Passages.Count);
            }

            var events = part is Refusal refusal ? Refuse(refusal, numbers) : Cite((Sentence)part, numbers);
            foreach (var answerEvent in events) yield return answerEvent;
        }

        yield return new AnswerEnded(answerer.Name, time.GetElapsedTime(started));
    }

    private static IEnumerable<AnswerEvent> Cite(Sentence sentence, CitationNumbers numbers)
    {
        var cited = new List<int>();
        foreach (var evidence in sentence.Evidence)
        {
            var number = numbers.Of(evidence.Passage, out var isNew);
            if (isNew) yield return new CitationAdded(number, numbers.Passage(evidence.Passage), evidence.Quote);
            if (!cited.Contains(number)) cited.Add(number);
        }

        yield return new SentenceAdded(sentence.Text, cited);
    }

    private IEnumerable<AnswerEvent> Refuse(Refusal refusal, CitationNumbers numbers)
    {
        for (var i = 0; i < Math.Min(_options.NearestPlaces, numbers.PassageCount); i++)
        {
            var number = numbers.Of(i, out var isNew);
            if (isNew) yield return new CitationAdded(number, numbers.Passage(i), "");
        }

        yield return new AnswerRefused(refusal.Missing);
    }

    private static async IAsyncEnumerable<AnswerPart> Nothing()
    {
        yield return new Refusal(NothingFound);
        await Task.CompletedTask;
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Citations;
using RagDocs.Generation.FollowUps;
using RagDocs.Generation.Languages;
using RagDocs.Generation.Sufficiency;
using RagDocs.Generation.Suggestions;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation;

/// <summary>
/// Turns a question into a cited answer: make a follow-up stand alone, search, search again for a part not covered, show the passages, let the
/// answerer write, check each sentence against what it cites, number its sources, warn where these disagree or are out of date, suggest what to
/// ask next, end. Nothing is answered that the passages do not hold, and only passages the asker may read are ever offered.
/// </summary>
public sealed class AnswerGenerator(
    PassageSearch search, AnswererChoice choose, SentenceChecker checker, IOptions<GenerationOptions> options, TimeProvider time,
    FollowUpWriter? followUps = null, SecondSearch? secondSearch = null, AnswerWarnings? warnings = null, QuestionSuggester? suggester = null)
{
    private readonly GenerationOptions _options = options.Value;

    /// <summary>Answers; events come as soon as they are known. The last one is <see cref="AnswerEnded"/>.</summary>
    /// <exception cref="OperationCanceledException">The asker stopped; what was streamed before stands.</exception>
    public async IAsyncEnumerable<AnswerEvent> AnswerAsync(Question question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clock = new StageClock(time);

        var text = followUps is null ? question.Text : await followUps.StandaloneAsync(question, cancellationToken);
        if (text != question.Text) yield return new QuestionRead(text);

        yield return new StageStarted(AnswerStage.Searching, 0);
        var query = new SearchQuery(text, question.Scope, _options.Passages);
        var result = await search(query, cancellationToken);
        foreach (var part in secondSearch is null ? [] : await secondSearch.QueriesAsync(text, result.Passages, cancellationToken))
        {
            var further = await search(query with { Text = part }, cancellationToken);
            result = result with { Passages = SecondSearch.Join(result.Passages, further.Passages) };
        }

        clock.Spend(AnswerStage.Searching);

        yield return new StageStarted(AnswerStage.Reading, result.Passages.Count);
        yield return new PassagesFound(result.Passages) { KeywordsOnly = result.KeywordsOnly, AlsoSearched = result.AlsoSearched };

        var answerer = result.Passages.Count > 0 ? await choose(question, cancellationToken) : null;
        var answer = answerer?.AnswerAsync(text, result.Passages, cancellationToken) ?? Nothing(question, text);
        var check = checker.Begin(result.Passages);
        var numbers = new CitationNumbers(result.Passages);
        var verdicts = new List<SentenceVerdict>();
        var written = new List<Sentence>();
        var writing = false;
        await foreach (var part in answer.WithCancellation(cancellationToken))
        {
            clock.Spend(writing ? AnswerStage.Writing : AnswerStage.Reading);
            if (!writing && part is (Sentence or Draft { Text.Length: > 0 }))
            {
                writing = true;
                yield return new StageStarted(AnswerStage.Writing, result.Passages.Count);
            }

            if (part is Sentence sentence)
            {
                var verdict = check.Check(sentence);
                clock.Spend(AnswerStage.Checking);
                foreach (var answerEvent in Cite(sentence.Text, verdict.Evidence, numbers)) yield return answerEvent;
                yield return new SentenceChecked(verdicts.Count, verdict.Verdict, verdict.Findings);
                verdicts.Add(verdict.Verdict);
                written.Add(sentence with { Evidence = verdict.Evidence });
                continue;
            }

            foreach (var answerEvent in Events(part, numbers)) yield return answerEvent;
        }

        clock.Spend(writing ? AnswerStage.Writing : AnswerStage.Reading);
        if (warnings is not null && written.Count > 0)
        {
            foreach (var answerEvent in await warnings.FindAsync(text, question.Scope, written, check, numbers, cancellationToken)) yield return answerEvent;
            clock.Spend(AnswerStage.Warning);
        }

        if (suggester is not null)
        {
            var next = await suggester.SuggestAsync(Asked(question, text), result.Passages, [.. written.SelectMany(s => s.Evidence)], cancellationToken);
            if (next.Count > 0) yield return new QuestionsSuggested(next);
            clock.Spend(AnswerStage.Suggesting);
        }

        yield return new AnswerEnded(answerer?.Name ?? Answerers.Extractive, clock.Elapsed)
        {
            Checked = verdicts.Count(v => v != SentenceVerdict.NotChecked),
            Supported = verdicts.Count(v => v == SentenceVerdict.Supported),
            Stages = clock.Stages,
        };
    }

    private IEnumerable<AnswerEvent> Events(AnswerPart part, CitationNumbers numbers) => part switch
    {
        Refusal refusal => Refuse(refusal, numbers),
        Draft draft => [new SentenceDrafted(draft.Text)],
        Waiting waiting => [new QueueMoved(waiting.Place)],
        _ => throw new InvalidOperationException($"No event for {part.GetType().Name}."),
    };

    private static IEnumerable<AnswerEvent> Cite(string text, IReadOnlyList<Evidence> rests, CitationNumbers numbers)
    {
        var cited = new List<int>();
        foreach (var evidence in rests)
        {
            var number = numbers.Of(evidence.Passage, out var isNew);
            if (isNew) yield return new CitationAdded(number, numbers.Passage(evidence.Passage), evidence.Quote);
            if (!cited.Contains(number)) cited.Add(number);
        }

        yield return new SentenceAdded(text, cited);
    }

    private static List<string> Asked(Question question, string searched) =>
        [searched, question.Text, .. question.History.Select(h => h.Question), .. question.History.Select(h => h.Searched).OfType<string>()];

    private IEnumerable<AnswerEvent> Refuse(Refusal refusal, CitationNumbers numbers)
    {
        for (var i = 0; i < Math.Min(_options.NearestPlaces, numbers.PassageCount); i++)
        {
            var number = numbers.Of(i, out var isNew);
            if (isNew) yield return new CitationAdded(number, numbers.Passage(i), "");
        }

        yield return new AnswerRefused(refusal.Missing);
    }

    private static async IAsyncEnumerable<AnswerPart> Nothing(Question question, string text)
    {
        yield return new Refusal(RefusalTexts.In(QuestionLanguage.Of(question, text)).NothingFound);
        await Task.CompletedTask;
    }
}

using RagDocs.Generation.Checking;
using RagDocs.Generation.Citations;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Warnings;

/// <summary>Looks at a finished answer's sources once more: does another one say other figures, and is one past its review that the answer rests on alone?</summary>
public sealed class AnswerWarnings(ReviewDates reviews, TimeProvider time)
{
    /// <summary>The warnings, each after the citations it names that were not announced yet.</summary>
    /// <param name="question">As it was searched for.</param>
    /// <param name="scope">What the asker may read.</param>
    /// <param name="sentences">Of the answer, with what they rest on.</param>
    internal async Task<IReadOnlyList<AnswerEvent>> FindAsync(
        string question, SearchScope scope, IReadOnlyList<Sentence> sentences, AnswerCheck check, CitationNumbers numbers, CancellationToken cancellationToken)
    {
        if (sentences.Count == 0) return [];
        var events = new List<AnswerEvent>();
        foreach (var conflict in new ConflictFinder(question, check.Offered, check.Read).Find(sentences))
        {
            var first = numbers.Of(conflict.First, out _);
            var second = numbers.Of(conflict.Second, out var isNew);
            if (isNew) events.Add(new CitationAdded(second, check.Offered[conflict.Second], conflict.Quote));
            events.Add(new WarningRaised(new SourcesDisagree(first, conflict.FirstSays, second, conflict.SecondSays)));
        }

        events.AddRange(await OverdueAsync(scope, sentences, check, numbers, cancellationToken));
        return events;
    }

    private async Task<IEnumerable<AnswerEvent>> OverdueAsync(
        SearchScope scope, IReadOnlyList<Sentence> sentences, AnswerCheck check, CitationNumbers numbers, CancellationToken cancellationToken)
    {
        var cited = sentences.SelectMany(s => s.Evidence).Select(e => check.Offered[e.Passage].DocumentId).ToHashSet();
        var due = await reviews.OfAsync(scope, cited, cancellationToken);
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        return OverdueSources.Find(sentences, passage => check.Offered[passage].DocumentId, due, today)
            .Select(o => new WarningRaised(new SourceOverdue(numbers.Of(o.Passage, out _), o.ReviewBy)));
    }
}

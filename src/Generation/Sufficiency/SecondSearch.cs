using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.FollowUps;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Sufficiency;

/// <summary>
/// Tells what to search for once more: a question that asks for two things finds the passages of one of them first, and those of the
/// other not at all where that stands in another document.
/// </summary>
/// <param name="embedder">Used word by word: meant for the static model in process.</param>
public sealed class SecondSearch(IEmbeddingGenerator<string, Embedding<float>> embedder, IOptions<ExtractiveOptions> options)
{
    /// <summary>More parts than this are not looked for one by one.</summary>
    private const int MostParts = 3;

    /// <summary>Places of the second search that join those of the first.</summary>
    private const int Joined = 5;

    /// <summary>The other side of a comparison and the frame of a question are lighter.</summary>
    private const double OfAnyPart = 0.3;

    /// <returns>A question for each part that the passages found do not clearly answer; none where one thing is asked.</returns>
    public async Task<IReadOnlyList<string>> QueriesAsync(string question, IReadOnlyList<Passage> passages, CancellationToken cancellationToken)
    {
        var asked = QuestionAnalyzer.Analyze(question);
        if (asked.Aspects.Count is < 2 or > MostParts || passages.Count == 0) return [];
        var reading = await PassageReading.OfAsync(embedder, asked, question, passages, options.Value, cancellationToken);
        return reading is null ? [] : [.. reading.Aspects.Where(a => !a.IsCovered).Select(a => Query(question, asked, a.Aspect)).Where(q => q.Length > 0)];
    }

    /// <summary>The best of a further search between those of the first, each once, in turn.</summary>
    public static IReadOnlyList<Passage> Join(IReadOnlyList<Passage> first, IReadOnlyList<Passage> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var further = new Queue<Passage>(second.Where(s => !first.Any(f => f.VersionId == s.VersionId && f.Place.Start < s.Place.Start + s.Place.Length && s.Place.Start < f.Place.Start + f.Place.Length)).Take(Joined));
        var joined = new List<Passage>();
        foreach (var passage in first)
        {
            joined.Add(passage);
            if (further.TryDequeue(out var next)) joined.Add(next);
        }

        return [.. joined, .. further];
    }

    // A pronoun is replaced by what the other part names; what only tells the situation, and the names of the question, are taken along.
    private static string Query(string question, AnalyzedQuestion asked, QuestionAspect aspect)
    {
        var rest = question.Replace(aspect.Text, "", StringComparison.Ordinal);
        var isClause = rest.Length < question.Length && aspect.Text.Contains(' ', StringComparison.Ordinal) && !aspect.IsSide;
        if (!isClause) return string.Join(' ', asked.Terms.Where((_, i) => aspect.Weights[i] >= OfAnyPart).Select(t => t.Text));
        var clause = FollowUpRules.Leans(aspect.Text) ? FollowUpRules.Standalone(aspect.Text, [new EarlierTurn(rest)]) : aspect.Text;
        var said = Tokenizer.Split(clause).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
        return string.Join(' ', asked.Terms.Where((t, i) => !said.Contains(t.Stem) && (t.LooksLikeName || IsSituation(asked, i))).Select(t => t.Text).Prepend(clause));
    }

    private static bool IsSituation(AnalyzedQuestion asked, int term) =>
        asked.Aspects[0].Weights[term] >= OfAnyPart && asked.Aspects.All(a => Math.Abs(a.Weights[term] - asked.Aspects[0].Weights[term]) < 0.01);
}

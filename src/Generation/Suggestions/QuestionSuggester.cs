using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Languages;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Suggestions;

/// <summary>
/// Questions to go on with, made of the passages that were found by rules alone: what they answer, what was not asked yet, one of each heading.
/// No language model takes part; a few milliseconds. Words of documents become plain text to click, never anything else.
/// </summary>
/// <param name="embedder">Used word by word: meant for the model in process. Null to suggest nothing, because nothing could be checked.</param>
public sealed class QuestionSuggester(IEmbeddingGenerator<string, Embedding<float>>? embedder, IOptions<ExtractiveOptions> options)
{
    private const int Most = 3;

    /// <summary>What stands further down was found for want of better.</summary>
    private const int NearPassages = 6;

    /// <summary>A passage with less of the question speaks of something else: share of the question's telling words, and of the best one's score.</summary>
    private const double LeastCoverage = 0.2;
    private const double LeastScore = 0.5;

    /// <summary>Each costs about a millisecond.</summary>
    private const int MostChecks = 7;

    /// <summary>How much less a place further down is worth, in steps of <see cref="Worth"/>.</summary>
    private const double RankCost = 0.06;

    /// <param name="asked">The question and those before it in the conversation, as typed and as searched for.</param>
    /// <param name="passages">Found for it, best first.</param>
    /// <param name="given">What the answer rests on: what has just been said need not be asked.</param>
    /// <returns>At most three, best first; each stands alone and is answered by what was found.</returns>
    public async Task<IReadOnlyList<string>> SuggestAsync(
        IReadOnlyList<string> asked, IReadOnlyList<Passage> passages, IReadOnlyList<Evidence> given, CancellationToken cancellationToken)
    {
        if (embedder is null || asked.Count == 0) return [];
        var near = passages.Take(NearPassages).TakeWhile(p => p.Score >= LeastScore * passages[0].Score).ToList();
        var candidates = CandidateFinder.Find(near);
        var known = new AskedQuestions(asked);
        var said = given.Where(e => e.Passage < near.Count).Select(e => (e.Passage, Start: near[e.Passage].Text.IndexOf(e.Quote, StringComparison.Ordinal), e.Quote.Length)).ToList();
        // Sorted first: looking closer at all of them would take longer than all the rest.
        var drafts = DraftFinder.Find(near, candidates, QuestionLanguage.Of(asked[0]))
            .Where(d => near[d.Passage].Coverage is not < LeastCoverage).OrderByDescending(d => Worth(d.Source) - (RankCost * d.Passage))
            .Where(d => QuestionForm.IsFit(d.Text, ownWords: 1) && !said.Exists(s => s.Passage == d.Passage && (d.IsOfHeading || d.Meets(s.Start, s.Length))));

        using var remembered = new RememberedEmbeddings(embedder);
        var answerable = new Answerability(remembered, near, candidates, options.Value.SimilarityFloor);
        var suggested = new List<string>();
        var places = new HashSet<(long Version, string Heading)>();
        var checks = 0;
        foreach (var draft in drafts)
        {
            var place = (near[draft.Passage].VersionId, near[draft.Passage].HeadingPath);
            if (places.Contains(place) || known.Has(draft.Text) || (draft.Source == SuggestionSource.QuotedHeading && suggested.Count > 0)) continue;
            if (checks++ == MostChecks) break;
            if (!await answerable.HoldsAsync(draft, cancellationToken)) continue;
            suggested.Add(draft.Text);
            if (suggested.Count == Most) break;
            places.Add(place);
            known.Add(draft.Text);
        }

        return suggested;
    }

    private static double Worth(SuggestionSource source) => source switch
    {
        SuggestionSource.QuestionHeading => 1,
        SuggestionSource.Figure => 0.95,
        SuggestionSource.TaskHeading => 0.9,
        SuggestionSource.List => 0.85,
        SuggestionSource.Definition => 0.8,
        SuggestionSource.TableCell => 0.75,
        SuggestionSource.TopicHeading => 0.5,
        _ => 0,
    };
}

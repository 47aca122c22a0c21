using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Sufficiency;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Suggestions;

/// <summary>
/// Looks whether the found passages answer a question that was made of them, as the extractive answerer would: the best text has to be the one
/// that the question was made of, and the judge of sufficiency has to be sure.
/// </summary>
internal sealed class Answerability(
    IEmbeddingGenerator<string, Embedding<float>> embedder, IReadOnlyList<Passage> passages, IReadOnlyList<Candidate> candidates, double similarityFloor)
{
    /// <summary>Surer than an answer must be (ExtractiveOptions.MinimumSupport): the asker's own search finds other passages beside this one.</summary>
    private const double LeastSupport = 0.4;

    /// <summary>Passages that may answer better; more of them cost time.</summary>
    private const int Rivals = 3;

    /// <summary>What a rival's score in the search is taken for, as a share of the source's: the search was for another question.</summary>
    private const double RivalScore = 0.75;

    private const float TakenUp = 0.75f;

    private readonly ILookup<int, Candidate> _candidates = candidates.ToLookup(c => c.Passage);

    /// <summary>Whether the question may be offered.</summary>
    public async Task<bool> HoldsAsync(SuggestionDraft draft, CancellationToken cancellationToken) => await SupportAsync(draft, cancellationToken) >= LeastSupport;

    /// <summary>Chance that the text it was made of answers it, 0 to 1; 0 when another text answers it better.</summary>
    internal async Task<double> SupportAsync(SuggestionDraft draft, CancellationToken cancellationToken)
    {
        var question = QuestionAnalyzer.Analyze(draft.Text);
        if (question.Terms.Count == 0 || question.Aspects.Count != 1) return 0;
        var order = Enumerable.Range(0, passages.Count).Where(i => i != draft.Passage).Take(Rivals).Prepend(draft.Passage).ToList();
        var offered = order.Select((p, rank) => passages[p] with { Score = rank == 0 ? 1 : RivalScore, Coverage = null, KeywordRank = null, VectorRank = null }).ToList();
        var texts = order.SelectMany((p, rank) => _candidates[p].Select(c => c with { Passage = rank })).ToList();
        if (texts.Count == 0) return 0;

        var words = offered.SelectMany(p => Tokenizer.Split($"{p.Title} {p.HeadingPath} {p.Text}")).Where(t => !t.IsStopWord);
        var similarity = await WordSimilarity.ComputeAsync(embedder, question.Terms, words, similarityFloor, cancellationToken);
        var scorer = new CandidateScorer(question, offered, texts, similarity, await MeaningsAsync(draft.Text, texts, cancellationToken));
        var best = scorer.Rank(question.Aspects[0], before: null)[0];
        var isSource = best.Candidate.Passage == 0 && draft.Meets(best.Candidate.Start, best.Candidate.Quote.Length) && (!draft.IsOfHeading || Speaks(similarity, offered[0].Text));
        return isSource ? new SufficiencyJudge(question, offered, similarity).Support(question.Aspects[0], best) : 0;
    }

    /// <summary>A heading promises; the text below it has to take up a word of it.</summary>
    private static bool Speaks(WordSimilarity similarity, string text) => similarity.BestMatches(Tokenizer.Split(text)).Any(match => match >= TakenUp);

    private async Task<List<float>> MeaningsAsync(string question, List<Candidate> texts, CancellationToken cancellationToken)
    {
        var vectors = await embedder.GenerateAsync([question, .. texts.Select(c => c.Text)], options: null, cancellationToken);
        return [.. vectors.Skip(1).Select(v => Math.Max(0, TensorPrimitives.CosineSimilarity(vectors[0].Vector.Span, v.Vector.Span)))];
    }
}

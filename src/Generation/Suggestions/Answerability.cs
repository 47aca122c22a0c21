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

    private readonly ILookup<int, Candidate> _candidates = candidates.ToLookup(c => c.Passage);

    public async Task<bool> HoldsAsync(SuggestionDraft draft, CancellationToken cancellationToken)
    {
        var question = QuestionAnalyzer.Analyze(draft.Text);
        if (question.Terms.Count == 0 || question.Aspects.Count != 1) return false;
        var order = Enumerable.Range(0, passages.Count).Where(i => i != draft.Passage).Take(Rivals).Prepend(draft.Passage).ToList();
        var offered = order.Select((p, rank) => passages[p] with { Score = rank == 0 ? 1 : RivalScore, Coverage = null, KeywordRank = null, VectorRank = null }).ToList();
        var texts = order.SelectMany((p, rank) => _candidates[p].Select(c => c with { Passage = rank })).ToList();
        if (texts.Count == 0) return false;

        var words = offered.SelectMany(p => Tokenizer.Split($"{p.Title} {p.HeadingPath} {p.Text}")).Where(t => !t.IsStopWord);
        var similarity = await WordSimilarity.ComputeAsync(embedder, question.Terms, words, similarityFloor, cancellationToken);
        var scorer = new CandidateScorer(question, offered, texts, similarity, await MeaningsAsync(draft.Text, texts, cancellationToken));
        var best = scorer.Rank(question.Aspects[0], before: null)[0];
        return best.Candidate.Passage == 0 && draft.Meets(best.Candidate.Start, best.Candidate.Quote.Length)
            && new SufficiencyJudge(question, offered, similarity).Support(question.Aspects[0], best) >= LeastSupport;
    }

    private async Task<List<float>> MeaningsAsync(string question, List<Candidate> texts, CancellationToken cancellationToken)
    {
        var vectors = await embedder.GenerateAsync([question, .. texts.Select(c => c.Text)], options: null, cancellationToken);
        return [.. vectors.Skip(1).Select(v => Math.Max(0, TensorPrimitives.CosineSimilarity(vectors[0].Vector.Span, v.Vector.Span)))];
    }
}

using System.Runtime.CompilerServices;
using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Languages;
using RagDocs.Generation.Sufficiency;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// Answers without a language model: the one to three sentences, table rows or list items of the passages that hold what the
/// question asks for, word for word, or a refusal. Text of documents is only ever compared and quoted, never followed.
/// </summary>
/// <param name="embedder">Used word by word, a few hundred words a question: meant for the static model in process.</param>
internal sealed class ExtractiveAnswerer(IEmbeddingGenerator<string, Embedding<float>> embedder, IOptions<ExtractiveOptions> options)
    : IAnswerer
{
    private readonly ExtractiveOptions _options = options.Value;

    public string Name => "extractive";

    public async IAsyncEnumerable<AnswerPart> AnswerAsync(
        string question, IReadOnlyList<Passage> passages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = QuestionAnalyzer.Analyze(question);
        var candidates = CandidateFinder.Find(passages);
        if (asked.Terms.Count == 0 || candidates.Count == 0)
        {
            yield return new Refusal(RefusalTexts.In(QuestionLanguage.Of(question)).NoSubject);
            yield break;
        }

        var words = passages.SelectMany(p => Tokenizer.Split($"{p.Title} {p.HeadingPath} {p.Text}")).Where(t => !t.IsStopWord);
        var similarity = await WordSimilarity.ComputeAsync(embedder, asked.Terms, words, _options.SimilarityFloor, cancellationToken);
        var scorer = new CandidateScorer(asked, passages, candidates, similarity, await MeaningsAsync(question, candidates, cancellationToken));
        var judge = new SufficiencyJudge(asked, passages, similarity);
        var supported = new List<IReadOnlyList<ScoredCandidate>>();
        ScoredCandidate? before = null;
        foreach (var aspect in asked.Aspects)
        {
            var ranking = scorer.Rank(aspect, before);
            if (judge.Support(aspect, ranking[0]) < _options.MinimumSupport) continue;
            before = ranking[0];
            supported.Add(ranking);
        }

        if (supported.Count == 0)
        {
            yield return new Refusal(new MissingNote(question, asked, passages, similarity).Write());
            yield break;
        }

        var premise = FalsePremise.In(
            question, asked.Aspects[0].Kind, supported[0][0].Candidate.Text, passages[supported[0][0].Candidate.Passage].Text);
        foreach (var sentence in new AnswerComposer(_options, new AnswerWording(asked, passages, similarity)).Compose(supported))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return premise is null ? sentence : sentence with { Text = RefusalTexts.Contradiction(question, premise, sentence.Text) };
            premise = null;
        }
    }

    private async Task<List<float>> MeaningsAsync(string question, List<Candidate> candidates, CancellationToken cancellationToken)
    {
        var vectors = await embedder.GenerateAsync([question, .. candidates.Select(c => c.Text)], options: null, cancellationToken);
        return [.. vectors.Skip(1).Select(v => TensorPrimitives.CosineSimilarity(vectors[0].Vector.Span, v.Vector.Span)).Select(c => c > 0 ? c : 0)];
    }
}

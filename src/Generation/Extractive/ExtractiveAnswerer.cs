using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
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
            yield return new Refusal("The question names nothing that could be looked for. Ask with the words of the subject.");
            yield break;
        }

        var words = passages.SelectMany(p => Tokenizer.Split($"{p.Title} {p.HeadingPath} {p.Text}")).Where(t => !t.IsStopWord);
        var similarity = await WordSimilarity.ComputeAsync(embedder, asked.Terms, words, _options.SimilarityFloor, cancellationToken);
        var scorer = new CandidateScorer(asked, passages, candidates, similarity);
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
            yield return new Refusal(judge.Missing());
            yield break;
        }

        foreach (var sentence in new AnswerComposer(_options).Compose(supported))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return sentence;
        }
    }
}

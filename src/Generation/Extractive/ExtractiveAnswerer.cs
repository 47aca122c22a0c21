using System.Runtime.CompilerServices;
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
        if (await PassageReading.OfAsync(embedder, asked, question, passages, _options, cancellationToken) is not { } reading)
        {
            yield return new Refusal(RefusalTexts.In(QuestionLanguage.Of(question)).NoSubject);
            yield break;
        }

        var answered = reading.Aspects.Where(a => a.IsAnswered(_options.MinimumSupport)).ToList();
        if (answered.Count == 0)
        {
            yield return new Refusal(new MissingNote(question, asked, passages, reading.Similarity).Write());
            yield break;
        }

        List<IReadOnlyList<ScoredCandidate>> supported = [.. answered.Select(a => a.Ranking)];
        var premise = FalsePremise.In(
            question, asked.Aspects[0].Kind, supported[0][0].Candidate.Text, passages[supported[0][0].Candidate.Passage].Text);
        foreach (var sentence in new AnswerComposer(_options, new AnswerWording(asked, passages, reading.Similarity)).Compose(supported, answered[0].Aspect.Kind))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return premise is null ? sentence : sentence with { Text = RefusalTexts.Contradiction(question, premise, sentence.Text) };
            premise = null;
        }

        foreach (var missing in reading.Aspects.Except(answered))
        {
            yield return new Sentence(RefusalTexts.PartMissing(question, missing.Aspect.Text), []);
        }
    }
}

using System.Text.Json.Serialization;
using RagDocs.Generation;
using RagDocs.Generation.Citations;

namespace RagDocs.Web.Cli;

/// <summary>A whole answer, as `ask` prints it and `eval` writes it.</summary>
/// <param name="Answer">Without citation marks; for a refusal what was not found.</param>
/// <param name="Marked">With citation marks, for reading in a terminal.</param>
internal sealed record AnswerResult(
    string Answer, bool Refused, IReadOnlyList<CitationJson> Citations, string Answerer, double Milliseconds, [property: JsonIgnore] string Marked)
{
    public static async Task<AnswerResult> OfAsync(
        AnswerGenerator generator, Question question, CancellationToken cancellationToken, Action<AnswerEvent>? watch = null)
    {
        var (sentences, marked, citations) = (new List<string>(), new List<string>(), new List<CitationJson>());
        var (refusal, answerer, milliseconds) = ((string?)null, "", 0.0);
        await foreach (var answerEvent in generator.AnswerAsync(question, cancellationToken))
        {
            watch?.Invoke(answerEvent);
            switch (answerEvent)
            {
                case CitationAdded citation:
                    citations.Add(CitationJson.Of(citation));
                    break;
                case SentenceAdded sentence:
                    sentences.Add(sentence.Text);
                    marked.Add(sentence.Text + string.Concat(sentence.Citations.Select(n => $" [{n}]")));
                    break;
                case AnswerRefused refused:
                    refusal = refused.Missing;
                    break;
                case AnswerEnded ended:
                    (answerer, milliseconds) = (ended.Answerer, ended.Elapsed.TotalMilliseconds);
                    break;
            }
        }

        return new AnswerResult(
            refusal ?? string.Join(' ', sentences), refusal is not null, citations, answerer, milliseconds, refusal ?? string.Join(' ', marked));
    }
}

/// <param name="Text">The passage shown.</param>
/// <param name="Quote">The words that carry the answer; empty for a place that is only near.</param>
internal sealed record CitationJson(int Number, string File, int? Page, int? Para, string Text, string Quote, string Title, string HeadingPath)
{
    /// <summary>Cells of a sheet, for example "Budget!A2:F40".</summary>
    public string? Cells { get; init; }

    public static CitationJson Of(CitationAdded citation)
    {
        var passage = PassageJson.Of(citation.Passage);
        return new CitationJson(
            citation.Number, passage.File, passage.Page, passage.Para, passage.Text, citation.Quote, passage.Title, passage.HeadingPath) { Cells = QuotedCells.Of(citation) };
    }
}

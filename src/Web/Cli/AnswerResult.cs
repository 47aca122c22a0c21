using System.Text.Json.Serialization;
using RagDocs.Generation;
using RagDocs.Generation.Citations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Cli;

/// <summary>A whole answer, as `ask` prints it and `eval` writes it.</summary>
/// <param name="Answer">Without citation marks; for a refusal what was not found.</param>
/// <param name="Marked">With citation marks, for reading in a terminal.</param>
internal sealed record AnswerResult(
    string Answer, bool Refused, IReadOnlyList<CitationJson> Citations, string Answerer, double Milliseconds, [property: JsonIgnore] string Marked)
{
    /// <summary>Each with its verdict.</summary>
    public IReadOnlyList<SentenceJson> Sentences { get; init; } = [];

    /// <summary>What to know about the sources before relying on it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Sentences compared with their sources, and how many of them the sources wholly carry.</summary>
    public int Checked { get; init; }

    public int Supported { get; init; }

    /// <summary>Questions that the passages found answer, too.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    public static async Task<AnswerResult> OfAsync(
        AnswerGenerator generator, Question question, CancellationToken cancellationToken, Action<AnswerEvent>? watch = null)
    {
        var (sentences, citations, warnings) = (new List<SentenceJson>(), new List<CitationJson>(), new List<string>());
        var (refusal, answerer, milliseconds) = ((string?)null, "", 0.0);
        IReadOnlyList<string> suggestions = [];
        await foreach (var answerEvent in generator.AnswerAsync(question, cancellationToken))
        {
            watch?.Invoke(answerEvent);
            switch (answerEvent)
            {
                case CitationAdded citation:
                    citations.Add(CitationJson.Of(citation));
                    break;
                case SentenceAdded sentence:
                    sentences.Add(new SentenceJson(sentence.Text, sentence.Citations, nameof(SentenceVerdict.NotChecked), ""));
                    break;
                case SentenceChecked verdict:
                    sentences[verdict.Ordinal] = sentences[verdict.Ordinal] with { Verdict = verdict.Verdict.ToString(), Reason = verdict.Reason };
                    break;
                case AnswerRefused refused:
                    refusal = refused.Missing;
                    break;
                case WarningRaised raised:
                    warnings.Add(raised.Warning.Text);
                    break;
                case QuestionsSuggested suggested:
                    suggestions = suggested.Questions;
                    break;
                case AnswerEnded ended:
                    (answerer, milliseconds) = (ended.Answerer, ended.Elapsed.TotalMilliseconds);
                    break;
            }
        }

        return new AnswerResult(
            refusal ?? string.Join(' ', sentences.Select(s => s.Text)), refusal is not null, citations, answerer, milliseconds,
            refusal ?? string.Join(' ', sentences.Select(s => s.Marked)))
        {
            Sentences = sentences, Warnings = warnings, Checked = sentences.Count(s => s.Verdict != nameof(SentenceVerdict.NotChecked)),
            Supported = sentences.Count(s => s.Verdict == nameof(SentenceVerdict.Supported)), Suggestions = suggestions,
        };
    }
}

/// <param name="Verdict">How far the sources carry it: NotChecked, Supported, Partly or Unsupported.</param>
/// <param name="Reason">Why it is not wholly supported.</param>
internal sealed record SentenceJson(string Text, IReadOnlyList<int> Citations, string Verdict, string Reason)
{
    /// <summary>For reading in a terminal.</summary>
    [JsonIgnore]
    public string Marked => Text + string.Concat(Citations.Select(n => $" [{n}]")) + Verdict switch
    {
        nameof(SentenceVerdict.Partly) => $" (partly supported: {Reason})",
        nameof(SentenceVerdict.Unsupported) => $" (not supported: {Reason})",
        _ => "",
    };
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

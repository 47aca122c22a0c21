using System.Net.ServerSentEvents;
using RagDocs.Generation;
using RagDocs.Retrieval;

namespace RagDocs.Web.Api;

/// <summary>The answer stream on the wire: each event's name and its JSON.</summary>
internal static class AnswerJson
{
    public static SseItem<object> Of(AnswerEvent answerEvent) => answerEvent switch
    {
        QuestionRead read => new(new { read.Standalone }, "question"),
        StageStarted stage => new(new { Stage = stage.Stage.ToString(), stage.Count }, "stage"),
        PassagesFound found => new(new { Passages = found.Passages.Select(Of), found.KeywordsOnly, found.AlsoSearched }, "passages"),
        CitationAdded citation => new(new { citation.Number, citation.ChunkId, Passage = Of(citation.Passage), citation.Quote }, "citation"),
        SentenceAdded sentence => new(new { sentence.Text, sentence.Citations }, "sentence"),
        SentenceChecked verdict => new(
            new
            {
                verdict.Ordinal, Verdict = verdict.Verdict.ToString(), verdict.Reason,
                Findings = verdict.Findings.Select(f => new { Kind = f.Kind.ToString(), f.Words, f.Instead }),
            }, "checked"),
        SentenceDrafted draft => new(new { draft.Text }, "draft"),
        QueueMoved moved => new(new { moved.Place }, "queue"),
        AnswerRefused refused => new(new { refused.Missing }, "refused"),
        WarningRaised raised => new(new { Kind = raised.Warning.GetType().Name, raised.Warning.Text, Warning = (object)raised.Warning }, "warning"),
        QuestionsSuggested suggested => new(new { suggested.Questions }, "suggestions"),
        AnswerEnded ended => new(
            new
            {
                ended.Answerer, Milliseconds = (int)ended.Elapsed.TotalMilliseconds, ended.Checked, ended.Supported,
                Stages = ended.Stages.Select(s => new { Stage = s.Stage.ToString(), Milliseconds = Math.Round(s.Elapsed.TotalMilliseconds, 2) }),
            }, "end"),
        AnswerFailed failed => new(new { failed.Problem }, "failed"),
        _ => throw new InvalidOperationException($"No wire form for {answerEvent.GetType().Name}."),
    };

    public static object Of(Passage passage) => new
    {
        passage.DocumentId, passage.VersionId, passage.ChunkId, passage.Collection, passage.Title, passage.Path, passage.HeadingPath,
        passage.Place.Page, passage.Place.Cells, passage.Place.Paragraph, passage.Text, passage.Score, passage.KeywordRank, passage.VectorRank,
    };
}

using RagDocs.Generation.Checking;
using RagDocs.Generation.Citations;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation;

/// <summary>What page, API and command line read while a question is answered, in this order: stages, passages, sentences with
/// their citations and verdicts (or a refusal with the nearest places), warnings, questions to go on with, end.</summary>
public abstract record AnswerEvent;

public enum AnswerStage
{
    Searching,
    Reading,
    Writing,

    /// <summary>Sentence by sentence between the writing; timed, not announced.</summary>
    Checking,

    /// <summary>Comparing the sources with each other and with their review dates; timed, not announced.</summary>
    Warning,

    /// <summary>Finding questions to go on with; timed, not announced.</summary>
    Suggesting,
}

/// <summary>The question leaned on earlier ones; this is what is searched for and answered instead. Not sent for one that stands alone.</summary>
public sealed record QuestionRead(string Standalone) : AnswerEvent;

/// <summary>What happens now.</summary>
/// <param name="Stage">The step that begins.</param>
/// <param name="Count">How many passages it works on: searched for Searching, offered for Reading; 0 when not known.</param>
public sealed record StageStarted(AnswerStage Stage, int Count) : AnswerEvent;

/// <summary>The evidence found, best first, before anything is written.</summary>
public sealed record PassagesFound(IReadOnlyList<Passage> Passages) : AnswerEvent
{
    /// <summary>The index has no model for the question, so only keywords were searched.</summary>
    public bool KeywordsOnly { get; init; }

    /// <summary>Other names that documents have for what was asked, and that were searched for, too.</summary>
    public IReadOnlyList<SearchExpansion> AlsoSearched { get; init; } = [];
}

/// <summary>A source is cited for the first time.</summary>
/// <param name="Number">The number shown, counted from 1.</param>
/// <param name="Passage">Where it stands.</param>
/// <param name="Quote">The words that carry the answer, verbatim; empty for a place that is only near.</param>
public sealed record CitationAdded(int Number, Passage Passage, string Quote) : AnswerEvent
{
    /// <summary>The chunk the quote stands in.</summary>
    public long ChunkId { get; } = QuotedChunk.In(Passage, Quote);
}

/// <summary>A sentence is finished.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Citations">Numbers announced by <see cref="CitationAdded"/> before.</param>
public sealed record SentenceAdded(string Text, IReadOnlyList<int> Citations) : AnswerEvent;

/// <summary>How far the cited passages carry the sentence before; citations of passages that did not carry it have been moved by then.</summary>
/// <param name="Ordinal">Of the sentence, counted from 0.</param>
/// <param name="Findings">What speaks against it; empty when it is supported.</param>
public sealed record SentenceChecked(int Ordinal, SentenceVerdict Verdict, IReadOnlyList<CheckFinding> Findings) : AnswerEvent
{
    /// <summary>In words for people, in English; empty when it is supported.</summary>
    public string Reason => string.Join(' ', Findings.Select(f => f.Reason));
}

/// <summary>The sentence being written, as far as it is: for the eye only, never stored, replaced by the next draft or sentence.</summary>
/// <param name="Text">Plain text, from the sentence's first word; empty takes the draft back.</param>
public sealed record SentenceDrafted(string Text) : AnswerEvent;

/// <summary>The language model serves others first.</summary>
/// <param name="Place">1 is next.</param>
public sealed record QueueMoved(int Place) : AnswerEvent;

/// <summary>No answer in the documents; the citations before this are the nearest places.</summary>
/// <param name="Missing">What was not found, in words for people.</param>
public sealed record AnswerRefused(string Missing) : AnswerEvent;

/// <summary>Something about the sources that the asker should know; citations it names were announced before.</summary>
public sealed record WarningRaised(AnswerWarning Warning) : AnswerEvent;

/// <summary>Questions that the found passages answer and that were not asked yet.</summary>
/// <param name="Questions">Each stands alone, best first; never empty.</param>
public sealed record QuestionsSuggested(IReadOnlyList<string> Questions) : AnswerEvent;

/// <summary>The last event.</summary>
/// <param name="Answerer">Who wrote it.</param>
/// <param name="Elapsed">From the question to the last word.</param>
public sealed record AnswerEnded(string Answerer, TimeSpan Elapsed) : AnswerEvent
{
    /// <summary>Sentences that were checked.</summary>
    public int Checked { get; init; }

    /// <summary>Of these the ones that the sources wholly carry.</summary>
    public int Supported { get; init; }

    /// <summary>What each stage took.</summary>
    public IReadOnlyList<StageTime> Stages { get; init; } = [];
}

/// <summary>The last event instead of <see cref="AnswerEnded"/> when the answer could not be finished; what was written before stands.</summary>
/// <param name="Problem">What happened and what to do, in words for the asker.</param>
public sealed record AnswerFailed(string Problem) : AnswerEvent;

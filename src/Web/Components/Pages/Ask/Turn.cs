using RagDocs.Generation;
using RagDocs.Generation.Citations;
using RagDocs.Generation.Conversations;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>One question with its answer as the page shows it, from the first event to the stored message.</summary>
public sealed class Turn
{
    private const int ExcerptLength = 240;

    private readonly List<SentenceView> _sentences = [];
    private readonly List<CitationView> _citations = [];

    public Turn(long messageId, string question, string askedIn)
    {
        MessageId = messageId;
        Question = question;
        AskedIn = askedIn;
    }

    public long MessageId { get; }

    public string Question { get; }

    public string AskedIn { get; }

    /// <summary>What was searched for when the question leaned on earlier ones; null when it stood alone.</summary>
    public string? Searched { get; private set; }

    public MessageState State { get; private set; } = MessageState.Writing;

    public AnswerStage Stage { get; private set; } = AnswerStage.Searching;

    /// <summary>Passages the stage works on; 0 when not known.</summary>
    public int Count { get; private set; }

    /// <summary>Place in the language model's queue; null when it is not waited for.</summary>
    public int? QueuePlace { get; private set; }

    /// <summary>The sentence being written; empty when none is.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>What was found, until the first of it is cited.</summary>
    public IReadOnlyList<Passage> Found { get; private set; } = [];

    /// <summary>The search by meaning had no model while a new index was made. Not stored: it says how things stand while one asks.</summary>
    public bool KeywordsOnly { get; private set; }

    /// <summary>Other names for what was asked that were searched for, too. Not stored.</summary>
    public IReadOnlyList<SearchExpansion> AlsoSearched { get; private set; } = [];

    /// <summary>Questions to go on with.</summary>
    public IReadOnlyList<string> Suggestions { get; private set; } = [];

    /// <summary>The messages at this place when the question was asked again, oldest first.</summary>
    public IReadOnlyList<long> Versions { get; init; } = [];

    /// <summary>The same for all versions.</summary>
    public long Place => Versions is [var first, ..] ? first : MessageId;

    public IReadOnlyList<SentenceView> Sentences => _sentences;

    /// <summary>Sentences that were compared with their sources, and how many of them the sources wholly carry.</summary>
    public int Checked => _sentences.Count(s => s.Verdict != SentenceVerdict.NotChecked);

    public int Supported => _sentences.Count(s => s.Verdict == SentenceVerdict.Supported);

    public IReadOnlyList<CitationView> Citations => _citations;

    /// <summary>What to know about the sources before relying on it.</summary>
    public IReadOnlyList<AnswerWarning> Warnings { get; private set; } = [];

    /// <summary>For a refusal what was not found, for a failure why.</summary>
    public string? Problem { get; private set; }

    public string Answerer { get; private set; } = "";

    public TimeSpan Elapsed { get; private set; }

    public bool? Helpful { get; set; }

    public bool Running => State == MessageState.Writing && !CutOff;

    /// <summary>The server stopped in the middle: nobody is writing this answer any more.</summary>
    public bool CutOff { get; private set; }

    public static Turn Of(MessageView message)
    {
        var turn = new Turn(message.Id, message.Question, message.AskedIn) { Versions = message.Versions };
        turn.Take(message);
        return turn;
    }

    /// <summary>Replaces what was followed live by what is stored.</summary>
    public void Take(MessageView message)
    {
        _sentences.Clear();
        _sentences.AddRange(message.Sentences);
        (Draft, QueuePlace) = ("", null);
        _citations.Clear();
        _citations.AddRange(message.Citations.OrderBy(c => c.Number));
        (Searched, Warnings, Suggestions) = (message.StandaloneQuestion, message.Warnings, message.Suggestions);
        (State, Problem, Answerer, Elapsed, Helpful) = (message.State, message.Problem, message.Answerer, message.Elapsed, message.Helpful);
    }

    /// <summary>A stored message that says "writing" although nobody writes it.</summary>
    public void MarkCutOff() => CutOff = State == MessageState.Writing;

    public void Apply(AnswerEvent answerEvent)
    {
        Draft = answerEvent is SentenceDrafted draft ? draft.Text : "";
        QueuePlace = answerEvent is QueueMoved moved ? moved.Place : null;
        switch (answerEvent)
        {
            case QuestionRead read:
                Searched = read.Standalone;
                break;
            case StageStarted stage:
                (Stage, Count) = (stage.Stage, stage.Count);
                break;
            case PassagesFound found:
                (Found, KeywordsOnly, AlsoSearched) = (found.Passages, found.KeywordsOnly, found.AlsoSearched);
                break;
            case CitationAdded added when _citations.TrueForAll(c => c.Number != added.Number):
                _citations.Add(View(added));
                break;
            case SentenceAdded sentence:
                _sentences.Add(new SentenceView(sentence.Text, sentence.Citations));
                break;
            case SentenceChecked { Ordinal: var ordinal } verdict when ordinal < _sentences.Count:
                _sentences[ordinal] = _sentences[ordinal] with { Verdict = verdict.Verdict, Findings = verdict.Findings };
                break;
            case WarningRaised raised:
                Warnings = [.. Warnings, raised.Warning];
                break;
            case AnswerRefused refused:
                (State, Problem) = (MessageState.Refused, refused.Missing);
                break;
            case AnswerFailed failed:
                (State, Problem) = (MessageState.Failed, failed.Problem);
                break;
            case QuestionsSuggested suggested:
                Suggestions = suggested.Questions;
                break;
            case AnswerEnded ended:
                (Answerer, Elapsed) = (ended.Answerer, ended.Elapsed);
                if (State == MessageState.Writing) State = MessageState.Done;
                break;
        }
    }

    private static CitationView View(CitationAdded added)
    {
        var p = added.Passage;
        return new CitationView(
            added.Number, p.DocumentId, p.VersionId, p.VersionNumber, added.ChunkId, p.Title, p.Collection, p.Path, p.Place.Page, p.HeadingPath,
            Excerpt.Of(p.Text, added.Quote, ExcerptLength), added.Quote)
        {
            Cells = QuotedCells.Of(added),
        };
    }
}

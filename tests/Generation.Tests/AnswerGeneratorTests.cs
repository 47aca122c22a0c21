using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.FollowUps;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Prompts;
using RagDocs.Generation.Suggestions;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Tests;

public sealed class AnswerGeneratorTests
{
    private static readonly Question Asked = new("How long is the trial period?", SearchScope.Of([7]));

    [Fact]
    public async Task EventsComeInTheOrderOfTheWork()
    {
        var passages = new[] { SomePassage.Of("The trial period is six months.") };
        var events = await AnswerAsync(passages, new Sentence("It is six months.", [new Evidence(0, "six months")]));

        Assert.Collection(events,
            e => Assert.Equal(new StageStarted(AnswerStage.Searching, 0), e),
            e => Assert.Equal(new StageStarted(AnswerStage.Reading, 1), e),
            e => Assert.Same(passages[0], Assert.Single(Assert.IsType<PassagesFound>(e).Passages)),
            e => Assert.Equal(new StageStarted(AnswerStage.Writing, 1), e),
            e => Assert.Equal(new CitationAdded(1, passages[0], "six months"), e),
            e => Assert.Equal([1], Assert.IsType<SentenceAdded>(e).Citations),
            e => Assert.Equal((0, SentenceVerdict.Supported), (Assert.IsType<SentenceChecked>(e).Ordinal, ((SentenceChecked)e).Verdict)),
            e => Assert.Equal(("scripted", 1, 1), (Assert.IsType<AnswerEnded>(e).Answerer, ((AnswerEnded)e).Checked, ((AnswerEnded)e).Supported)));
    }

    [Fact]
    public async Task TheEndSaysWhatEachStageTook()
    {
        var events = await AnswerAsync([SomePassage.Of("It is six months.")], new Sentence("It is six months.", [new Evidence(0, "six months")]));

        var ended = Assert.IsType<AnswerEnded>(events[^1]);
        Assert.Equal([AnswerStage.Searching, AnswerStage.Reading, AnswerStage.Writing, AnswerStage.Checking], ended.Stages.Select(s => s.Stage));
        Assert.Equal(ended.Elapsed, ended.Stages.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Elapsed));
    }

    [Fact]
    public async Task ASentenceThatItsSourceContradictsSaysWhyAndIsNotCountedAsSupported()
    {
        var events = await AnswerAsync(
            [SomePassage.Of("The trial period is six months.")], new Sentence("The trial period is nine months.", [new Evidence(0, "The trial period is six months.")]));

        var verdict = Assert.Single(events.OfType<SentenceChecked>());
        Assert.Equal(SentenceVerdict.Unsupported, verdict.Verdict);
        Assert.Equal("The source has “six” where this says “nine”.", verdict.Reason);
        Assert.Equal((1, 0), (((AnswerEnded)events[^1]).Checked, ((AnswerEnded)events[^1]).Supported));
    }

    [Fact]
    public async Task AWrongCitationIsMovedBeforeTheSentenceIsAnnounced()
    {
        var passages = new[] { SomePassage.Of("Laptops are returned on the last day."), SomePassage.Of("Notice is short at first. The trial period is six months.") };
        var events = await AnswerAsync(passages, new Sentence("The trial period is 6 months.", [new Evidence(0, "Laptops are returned on the last day.")]));

        var citation = Assert.Single(events.OfType<CitationAdded>());
        Assert.Equal((passages[1], "The trial period is six months."), (citation.Passage, citation.Quote));
        Assert.Equal(SentenceVerdict.Supported, Assert.Single(events.OfType<SentenceChecked>()).Verdict);
    }

    [Fact]
    public async Task NumbersFollowFirstUseAndStayWithTheirPassage()
    {
        var passages = new[] { SomePassage.Of("a"), SomePassage.Of("b"), SomePassage.Of("c") };
        var events = await AnswerAsync(passages,
            new Sentence("One.", [new Evidence(2, "c")]),
            new Sentence("Two.", [new Evidence(0, "a"), new Evidence(2, "another quote")]));

        Assert.Equal([(1, passages[2], "c"), (2, passages[0], "a")], events.OfType<CitationAdded>().Select(c => (c.Number, c.Passage, c.Quote)));
        Assert.Equal([[1], [2, 1]], events.OfType<SentenceAdded>().Select(s => s.Citations));
    }

    [Fact]
    public async Task ASentenceCitesAPassageOnceHoweverOftenItQuotesIt()
    {
        var events = await AnswerAsync([SomePassage.Of("a b")], new Sentence("One.", [new Evidence(0, "a"), new Evidence(0, "b")]));

        Assert.Equal([1], Assert.Single(events.OfType<SentenceAdded>()).Citations);
        Assert.Equal("a", Assert.Single(events.OfType<CitationAdded>()).Quote);
    }

    [Fact]
    public async Task ARefusalShowsTheThreeNearestPlacesWithoutAQuote()
    {
        var passages = Enumerable.Range(0, 5).Select(i => SomePassage.Of($"text {i}")).ToArray();
        var events = await AnswerAsync(passages, new Refusal("No amount was found."));

        Assert.Equal(passages.Take(3).Select(p => (p, "")), events.OfType<CitationAdded>().Select(c => (c.Passage, c.Quote)));
        Assert.IsType<AnswerRefused>(events[^2]);
        Assert.IsType<AnswerEnded>(events[^1]);
        Assert.DoesNotContain(new StageStarted(AnswerStage.Writing, 5), events);
    }

    [Fact]
    public async Task WithoutPassagesItRefusesWithoutAskingTheAnswerer()
    {
        var answerer = new ScriptedAnswerer(new Sentence("Made up.", [new Evidence(0, "x")]));
        var events = await CollectAsync(Generator([], answerer), CancellationToken.None);

        Assert.False(answerer.WasAsked);
        Assert.StartsWith("None of the documents you may read", Assert.Single(events.OfType<AnswerRefused>()).Missing, StringComparison.Ordinal);
        Assert.Empty(events.OfType<CitationAdded>());
        Assert.IsType<AnswerEnded>(events[^1]);
    }

    [Fact]
    public async Task TheSearchCarriesTheAskersScopeAndTheConfiguredNumberOfPassages()
    {
        SearchQuery? seen = null;
        var generator = new AnswerGenerator(
            (query, _) =>
            {
                seen = query;
                return Task.FromResult(new SearchResult([], 0, TimeSpan.Zero));
            },
            (_, _) => Task.FromResult<IAnswerer>(new ScriptedAnswerer()), new SentenceChecker(), Options.Create(new GenerationOptions { Passages = 4 }), TimeProvider.System);
        await CollectAsync(generator, CancellationToken.None);

        Assert.Equal(new SearchQuery(Asked.Text, Asked.Scope, 4), seen);
    }

    [Fact]
    public async Task StoppingInTheMiddleEndsTheStreamWithCancellation()
    {
        using var stop = new CancellationTokenSource();
        var answerer = new ScriptedAnswerer(new Sentence("One.", [new Evidence(0, "a")]), new Sentence("Two.", [new Evidence(0, "a")])) { AfterEachPart = stop.Cancel };
        var seen = new List<AnswerEvent>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CollectAsync(Generator([SomePassage.Of("a")], answerer), stop.Token, seen));

        Assert.Equal("One.", Assert.Single(seen.OfType<SentenceAdded>()).Text);
        Assert.DoesNotContain(seen, e => e is AnswerEnded);
    }

    [Fact]
    public async Task AnAnswererThatCitesWhatWasNotOfferedIsAnError()
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AnswerAsync([SomePassage.Of("a")], new Sentence("One.", [new Evidence(4, "a")])));

        Assert.Contains("only 1 were offered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DraftsAndQueuePlacesPassThroughAndWritingBeginsWithTheFirstDraft()
    {
        var events = await AnswerAsync(
            [SomePassage.Of("a")], new Waiting(2), new Draft("It"), new Draft("It is"), new Sentence("It is.", [new Evidence(0, "a")]));

        Assert.Equal(
            [new QueueMoved(2), new StageStarted(AnswerStage.Writing, 1), new SentenceDrafted("It"), new SentenceDrafted("It is")],
            events.Skip(3).Take(4));
    }

    [Fact]
    public async Task WhatWasFoundByKeywordsOnlySaysSo()
    {
        var generator = new AnswerGenerator(
            (_, _) => Task.FromResult(new SearchResult([SomePassage.Of("a")], 1, TimeSpan.Zero) { KeywordsOnly = true }),
            (_, _) => Task.FromResult<IAnswerer>(new ScriptedAnswerer([new Refusal("No amount was found.")])),
            new SentenceChecker(), Options.Create(new GenerationOptions()), new SteppingTime(TimeSpan.FromSeconds(1)));

        Assert.True(Assert.Single((await CollectAsync(generator, CancellationToken.None)).OfType<PassagesFound>()).KeywordsOnly);
    }

    [Fact]
    public async Task QuestionsToGoOnWithComeLastBeforeTheEndAndTheirTimeIsSaid()
    {
        var passages = new[]
        {
            SomePassage.Of("The trial period is six months."),
            SomePassage.Of("Who wants a sabbatical asks Human Resources for a sabbatical six months ahead.", headings: "How do I apply for a sabbatical?", version: 2),
        };
        using var embedder = StaticEmbeddingGenerator.LoadBuiltIn();
        var generator = new AnswerGenerator(
            (_, _) => Task.FromResult(new SearchResult(passages, 2, TimeSpan.Zero) { AlsoSearched = [new SearchExpansion("HR", "Human Resources")] }),
            (_, _) => Task.FromResult<IAnswerer>(new ScriptedAnswerer([new Sentence("It is six months.", [new Evidence(0, "six months")])])), new SentenceChecker(),
            Options.Create(new GenerationOptions()), new SteppingTime(TimeSpan.FromSeconds(1)), suggester: new QuestionSuggester(embedder, Options.Create(new ExtractiveOptions())));

        var events = await CollectAsync(generator, CancellationToken.None);

        Assert.Equal(["How do I apply for a sabbatical?"], Assert.IsType<QuestionsSuggested>(events[^2]).Questions);
        Assert.Equal(AnswerStage.Suggesting, Assert.IsType<AnswerEnded>(events[^1]).Stages[^1].Stage);
        Assert.Equal("Human Resources", Assert.Single(Assert.Single(events.OfType<PassagesFound>()).AlsoSearched).Also);
    }

    [Fact]
    public async Task AFollowUpIsSearchedForAndAnsweredAsItIsMeantAndSaidFirst()
    {
        SearchQuery? seen = null;
        var generator = new AnswerGenerator(
            (query, _) =>
            {
                seen = query;
                return Task.FromResult(new SearchResult([], 0, TimeSpan.Zero));
            },
            (_, _) => Task.FromResult<IAnswerer>(new ScriptedAnswerer()), new SentenceChecker(), Options.Create(new GenerationOptions()), TimeProvider.System,
            followUps: new FollowUpWriter(_ => Task.FromResult<ChatModel?>(null), PromptLibrary.Standard, TimeProvider.System, NullLogger<FollowUpWriter>.Instance));
        var events = new List<AnswerEvent>();
        var question = Asked with { Text = "And in Porto?", History = [new EarlierTurn("How long is the trial period in Lisbon?")] };
        await foreach (var answerEvent in generator.AnswerAsync(question, TestContext.Current.CancellationToken)) events.Add(answerEvent);

        Assert.Equal("How long is the trial period in Porto?", seen?.Text);
        Assert.Equal(new QuestionRead("How long is the trial period in Porto?"), events[0]);
    }

    private static Task<List<AnswerEvent>> AnswerAsync(IReadOnlyList<Passage> passages, params AnswerPart[] parts) =>
        CollectAsync(Generator(passages, new ScriptedAnswerer(parts)), CancellationToken.None);

    private static AnswerGenerator Generator(IReadOnlyList<Passage> passages, IAnswerer answerer) => new(
        (_, _) => Task.FromResult(new SearchResult(passages, passages.Count, TimeSpan.Zero)),
        (_, _) => Task.FromResult(answerer), new SentenceChecker(), Options.Create(new GenerationOptions()), new SteppingTime(TimeSpan.FromSeconds(1)));

    private static async Task<List<AnswerEvent>> CollectAsync(AnswerGenerator generator, CancellationToken cancellationToken, List<AnswerEvent>? into = null)
    {
        var events = into ?? [];
        await foreach (var answerEvent in generator.AnswerAsync(Asked, cancellationToken)) events.Add(answerEvent);
        return events;
    }
}

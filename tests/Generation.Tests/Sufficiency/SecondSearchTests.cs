using Microsoft.Extensions.Options;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Sufficiency;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;

namespace RagDocs.Generation.Tests.Sufficiency;

public sealed class SecondSearchTests
{
    private static readonly Passage Leave = SomePassage.Of("Employees earn 25 days of annual leave each year.", title: "Leave", headings: "Annual leave", version: 1);
    private static readonly Passage Training = SomePassage.Of("Training requests are approved by the head of finance, Maria Lopez.", title: "Training", headings: "Training requests", version: 2);

    private const string TwoParts = "How many days of annual leave do employees earn, and who approves training requests?";

    [Fact]
    public async Task APartThatWasNotFoundIsSearchedForAloneAndBothAreAnswered()
    {
        var (searched, events) = await AskAsync(TwoParts, query => query.StartsWith("who", StringComparison.Ordinal) ? [Training] : [Leave]);

        Assert.Equal(TwoParts, searched[0]);
        Assert.Contains("who approves training requests?", searched);
        Assert.Equal(["Employees earn 25 days of annual leave each year.", "Training requests are approved by the head of finance, Maria Lopez."], events.OfType<SentenceAdded>().Select(s => s.Text));
        Assert.Equal([[1], [2]], events.OfType<SentenceAdded>().Select(s => s.Citations));
    }

    [Fact]
    public async Task OnlyOnePartFoundIsAnsweredAndTheOtherNamed()
    {
        var (_, events) = await AskAsync(TwoParts, _ => [Leave]);

        Assert.Equal(
            ["Employees earn 25 days of annual leave each year.", "On the other part of the question, “who approves training requests”, nothing was found."],
            events.OfType<SentenceAdded>().Select(s => s.Text));
        Assert.Empty(events.OfType<SentenceAdded>().Last().Citations);
        Assert.Empty(events.OfType<AnswerRefused>());
    }

    [Theory]
    [InlineData("How many days of annual leave do employees earn?")]
    [InlineData("How many days of annual leave do employees earn, and do employees earn days of annual leave each year?")]
    public async Task WhatTheFirstSearchCoversIsNotSearchedForAgain(string question)
    {
        var (searched, _) = await AskAsync(question, _ => [Leave]);

        Assert.Equal([question], searched);
    }

    [Fact]
    public async Task TheSecondSearchHasTheAskersRights()
    {
        var scopes = new List<SearchScope>();
        await AskAsync(TwoParts, _ => [Leave], q => scopes.Add(q.Scope));

        Assert.True(scopes.Count > 1);
        Assert.All(scopes, s => Assert.Equal([7L], s.Collections!));
    }

    [Fact]
    public void PassagesOfBothSearchesComeInTurnAndEachOnce()
    {
        var third = SomePassage.Of("third", version: 3);

        Assert.Equal([Leave, Training, third], SecondSearch.Join([Leave, third], [Leave, Training]));
    }

    private static async Task<(List<string> Searched, List<AnswerEvent> Events)> AskAsync(string question, Func<string, Passage[]> found, Action<SearchQuery>? see = null)
    {
        var (searched, events, options) = (new List<string>(), new List<AnswerEvent>(), Options.Create(new ExtractiveOptions()));
        var embedder = new SynonymEmbedder([]);
        var generator = new AnswerGenerator(
            (query, _) =>
            {
                searched.Add(query.Text);
                see?.Invoke(query);
                return Task.FromResult(new SearchResult(found(query.Text), 2, TimeSpan.Zero));
            },
            (_, _) => Task.FromResult<IAnswerer>(new ExtractiveAnswerer(embedder, options)), new SentenceChecker(), Options.Create(new GenerationOptions()), TimeProvider.System,
            secondSearch: new SecondSearch(embedder, options));
        await foreach (var answerEvent in generator.AnswerAsync(new Question(question, SearchScope.Of([7])), TestContext.Current.CancellationToken)) events.Add(answerEvent);
        return (searched, events);
    }
}

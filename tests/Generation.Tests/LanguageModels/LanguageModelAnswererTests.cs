using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Languages;
using RagDocs.Generation.Llama;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;

namespace RagDocs.Generation.Tests.LanguageModels;

public sealed class LanguageModelAnswererTests
{
    private static readonly Passage[] Passages =
        [SomePassage.Of("Leave is 28 days. The trial period is six months."), SomePassage.Of("The trial period of trainees is four months.")];

    [Fact]
    public async Task SentencesCarryTheWordsOfThePassageTheyRestOn()
    {
        var client = new ScriptedChatClient(["The trial lasts six", " months [1]. For trainees", " it lasts four months", " [2]."]);

        var sentences = (await AnswerAsync(client)).OfType<Sentence>().ToList();

        Assert.Equal(["The trial lasts six months.", "For trainees it lasts four months."], sentences.Select(s => s.Text));
        Assert.Equal(new Evidence(0, "The trial period is six months."), Assert.Single(sentences[0].Evidence));
        Assert.Equal(new Evidence(1, "The trial period of trainees is four months."), Assert.Single(sentences[1].Evidence));
    }

    [Fact]
    public async Task QueuePlacesAndTheUnfinishedSentenceAreShownMeanwhile()
    {
        var parts = await AnswerAsync(new ScriptedChatClient([2, 1, "The trial", " lasts", " six months [1]."]), new SteppingTime(TimeSpan.FromSeconds(1)));

        Assert.Equal(
            [new Waiting(2), new Waiting(1), new Draft("The trial"), new Draft("The trial lasts"), new Draft("The trial lasts six months.")], parts.Take(5));
        Assert.Equal("The trial lasts six months.", Assert.IsType<Sentence>(parts[5]).Text);
    }

    [Fact]
    public async Task DraftsAreThrottled()
    {
        var words = Enumerable.Range(0, 200).Select(i => (object)$" word{i}").ToArray();
        var parts = await AnswerAsync(new ScriptedChatClient([.. words, " [1]."]), new SteppingTime(TimeSpan.FromMilliseconds(1)));
        Assert.InRange(parts.OfType<Draft>().Count(), 1, 10);
    }

    [Fact]
    public async Task TheRefusalOfTheModelIsARefusal()
    {
        var parts = await AnswerAsync(new ScriptedChatClient(["The passages do not answer", " this question."]));
        Assert.Equal("The passages found do not answer this question.", Assert.IsType<Refusal>(Assert.Single(parts)).Missing);
    }

    [Fact]
    public async Task TextWithoutAnySourceIsNeverShownAsAnAnswer()
    {
        var parts = await AnswerAsync(new ScriptedChatClient(["The moon is made of cheese [8]. I am sure."]));
        Assert.Empty(parts.OfType<Sentence>());
        Assert.StartsWith("The language model wrote nothing that names its source", Assert.Single(parts.OfType<Refusal>()).Missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerCutByItsLimitKeepsItsWholeSentences()
    {
        var parts = await AnswerAsync(new ScriptedChatClient(["It lasts six months [1]. And then it", ChatFinishReason.Length]));
        Assert.Equal("It lasts six months.", Assert.Single(parts.OfType<Sentence>()).Text);
        Assert.Equal(new Draft(""), parts[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheGrammarAndTheAskerAreSentOnlyWhereTheyAreUnderstood(bool grammar)
    {
        var client = new ScriptedChatClient(["It lasts six months [1]."]);
        await AnswerAsync(client, grammar: grammar);

        var options = client.Calls.Single().Options!;
        Assert.Equal(0, options.Temperature);
        Assert.Equal(512, options.MaxOutputTokens);
        Assert.Equal(grammar ? "17" : null, options.AdditionalProperties?["user"]);
        Assert.Equal(grammar, options.AdditionalProperties?["grammar"] is string rules && rules.Contains("[1-2]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AModelThatFailsBeforeTheFirstSentenceIsAskedOnceMore()
    {
        var client = new ScriptedChatClient(["The trial", Failure(ModelServerProblem.Unreachable)], ["It lasts six months [1]."]);

        var parts = await AnswerAsync(client);

        Assert.Equal(2, client.Calls.Count);
        Assert.Contains(new Draft(""), parts);
        Assert.Equal("It lasts six months.", Assert.Single(parts.OfType<Sentence>()).Text);
    }

    [Fact]
    public async Task AfterTheFirstSentenceNothingIsAskedAgain()
    {
        var client = new ScriptedChatClient(["It lasts six months [1]. And then", Failure(ModelServerProblem.Unreachable)]);
        await Assert.ThrowsAsync<ModelServerException>(() => AnswerAsync(client));
        Assert.Single(client.Calls);
    }

    [Theory]
    [InlineData(ModelServerProblem.Unreachable, 2)]
    [InlineData(ModelServerProblem.Failed, 2)]
    [InlineData(ModelServerProblem.Busy, 1)]
    [InlineData(ModelServerProblem.TimedOut, 1)]
    [InlineData(ModelServerProblem.KeyRefused, 1)]
    public async Task AFailureThatStaysIsTheAskersToSee(ModelServerProblem problem, int calls)
    {
        var client = new ScriptedChatClient([Failure(problem)], [Failure(problem)]);
        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AnswerAsync(client));
        Assert.Equal(problem, failure.Problem);
        Assert.Equal(calls, client.Calls.Count);
    }

    [Fact]
    public async Task AModelThatWritesNothingAtAllIsAFailure()
    {
        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AnswerAsync(new ScriptedChatClient([ChatFinishReason.Stop], [ChatFinishReason.Stop])));
        Assert.Equal(ModelServerProblem.BrokenAnswer, failure.Problem);
    }

    [Fact]
    public async Task APromptTheServerCallsTooLongIsSentWithFewerPassages()
    {
        var many = Enumerable.Range(0, 8).Select(i => SomePassage.Of($"Passage {i}. {new string('x', 900)}")).ToArray();
        var tooLong = new object[] { Failure(ModelServerProblem.PromptTooLong) };
        var client = new ScriptedChatClient(tooLong, tooLong, tooLong, ["It is so [1]."]);

        await AnswerAsync(client, passages: many);

        Assert.Equal([8, 4, 2, 1], client.Calls.Select(call => call.Messages[1].Text.Split("<passage ").Length - 1));
        Assert.Contains("Passage 0.", client.Calls[^1].Messages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenNotEvenTheBestPassageFitsTheAnswerFailsWithTheNumbers() => await Assert.ThrowsAsync<PromptTooLongException>(
        () => AnswerAsync(new ScriptedChatClient(), passages: [SomePassage.Of(new string('x', 50_000))]));

    [Theory]
    [InlineData("Wie lange dauert die Probezeit?", "Die Textstellen beantworten diese Frage nicht.", "Die gefundenen Stellen beantworten diese Frage nicht.")]
    [InlineData("Quelle est la durée de l'essai ?", "Les extraits ne répondent pas à cette question.", "Les passages trouvés ne répondent pas à cette question.")]
    [InlineData("Hoe lang duurt de proeftijd?", "The passages do not answer this question.", "De gevonden passages beantwoorden deze vraag niet.")]
    public async Task TheAskersLanguageIsPromptedInAndRefusedIn(string question, string written, string refusal)
    {
        var client = new ScriptedChatClient([written]);

        var parts = await AnswerAsync(client, grammar: true, question: question);

        Assert.Equal(refusal, Assert.IsType<Refusal>(Assert.Single(parts)).Missing);
        var prompts = PromptLibrary.Standard.For(QuestionLanguage.Detect(question));
        Assert.Equal(prompts.Rules, client.Calls[0].Messages[0].Text);
        Assert.Contains($"root ::= \"{prompts.Refusal}\"", (string)client.Calls[0].Options!.AdditionalProperties!["grammar"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuestionWithoutALanguageIsAnsweredInThatOfTheInterface()
    {
        var client = new ScriptedChatClient(["6 Monate [1]."]);
        await AnswerAsync(client, question: "Budget 2024?", interfaceLanguage: "de");
        Assert.Contains("Antworte auf Deutsch", client.Calls[0].Messages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelWithoutASystemRoleGetsOneMessage()
    {
        var client = new ScriptedChatClient(["It lasts six months [1]."]);
        await AnswerAsync(client, style: PromptStyle.UserOnly);
        Assert.Equal(ChatRole.User, Assert.Single(client.Calls[0].Messages).Role);
    }

    private static ModelServerException Failure(ModelServerProblem problem) => new(problem, "It went wrong.");

    private static async Task<List<AnswerPart>> AnswerAsync(
        ScriptedChatClient client, TimeProvider? time = null, bool grammar = false, Passage[]? passages = null, string question = "How long is the trial?",
        string? interfaceLanguage = null, PromptStyle style = PromptStyle.System)
    {
        var model = new ChatModel(client, "Mistral 7B", grammar, ContextTokens: 4096) { Style = style };
        var asked = new Question(question, SearchScope.Everything) { Asker = "17", InterfaceLanguage = interfaceLanguage };
        var answerer = new LanguageModelAnswerer(
            model, _ => Task.FromResult<ChatModel?>(model), new LanguageModelOptions(), PromptLibrary.Standard, asked, time ?? TimeProvider.System, NullLogger.Instance);
        Assert.Equal("Mistral 7B", answerer.Name);
        return await answerer.AnswerAsync(question, passages ?? Passages, CancellationToken.None).ToListAsync();
    }
}

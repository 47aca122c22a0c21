using Microsoft.Playwright;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Browser.Tests;

/// <summary>
/// From the question to the answer that a model on this machine writes, as askers see it. The text is nonsense; its citations are those of
/// offered passages. Each test takes its model away again.
/// </summary>
public sealed class LanguageModelTests(RunningSite site) : IDisposable
{
    private const string Gloves = "Which gloves does cleaning agent 7 need?";
    private const float Patience = 60_000;

    /// <summary>Large enough that an answer takes seconds, so that there is a middle to stop and to kill in; it writes ten sentences, the most there may be.</summary>
    private static readonly TinyMistralOptions Slow = new()
    {
        ContextLength = 8192, NeverEnds = true, Recites = "nitrle\u2581govs", Layers = 8, EmbeddingLength = 256, FeedForwardLength = 704, Type = GgufTensorType.F16,
    };

    [Fact]
    public async Task AnAnswerIsDraftedThenCitedWithNumbersThatOpenTheirSources()
    {
        var (page, turn) = await BeginAsync();
        await turn.Locator(".draft .caret").WaitForAsync(new() { Timeout = Patience });
        await turn.Locator(".now").GetByText("Writing").WaitForAsync();

        await turn.Locator(".acts").WaitForAsync(new() { Timeout = Patience });

        var numbers = (await turn.Locator(".answer .c").AllInnerTextsAsync()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(await turn.Locator(".srcs .c").AllInnerTextsAsync(), numbers);
        Assert.NotEmpty(numbers);
        Assert.Equal(0, await turn.Locator(".draft, .note").CountAsync());
        Assert.Matches("Tiny Mistral · [0-9.]+ s", await turn.Locator(".meta").TextAsync());
        var written = await turn.Locator(".answer").TextAsync();
        await turn.Locator(".answer .c").First.ClickAsync();
        await page.GetByRole(AriaRole.Complementary, new() { Name = "Source" }).Locator("iframe.pdf, .sheet").First.WaitForAsync();
        await page.ReloadAsync();
        Assert.Equal(written, await page.Locator(".turn .answer").TextAsync());
    }

    [Fact]
    public async Task StopInTheMiddleKeepsTheSentencesAndSaysSo()
    {
        var (page, turn) = await BeginAsync();
        await turn.Locator(".answer .c").First.WaitForAsync(new() { Timeout = Patience });

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();

        await turn.GetByText("You stopped this answer. What was written so far stays.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).WaitForAsync();
        Assert.Equal(0, await turn.Locator(".draft, .now").CountAsync());
        var kept = await turn.Locator(".answer").TextAsync();
        await page.ReloadAsync();
        Assert.Equal(kept, await turn.Locator(".answer").TextAsync());
    }

    [Fact]
    public async Task WhoeverAsksMeanwhileSeesTheirPlaceInTheQueueAndMovesUp()
    {
        var (first, answered) = await BeginAsync();
        await answered.Locator(".draft").WaitForAsync(new() { Timeout = Patience });
        var (second, next) = await BeginAsync();
        await next.GetByText("Place 1 in the queue").WaitForAsync();
        var (third, last) = await BeginAsync();
        await last.GetByText("Place 2 in the queue").WaitForAsync();

        await first.Keyboard.PressAsync("Escape");

        await next.Locator(".draft").WaitForAsync(new() { Timeout = Patience });
        await last.GetByText("Place 1 in the queue").WaitForAsync();
        await third.Keyboard.PressAsync("Escape");
        await last.GetByText("You stopped this answer.").WaitForAsync();
        await second.Keyboard.PressAsync("Escape");
        await next.GetByText("You stopped this answer.").WaitForAsync();
    }

    [Fact]
    public async Task AnEngineThatIsKilledBeforeTheFirstSentenceIsAskedAgainByItself()
    {
        var (page, turn) = await BeginAsync();
        await turn.Locator(".draft").WaitForAsync(new() { Timeout = Patience });

        site.KillEngine();

        await turn.Locator(".answer .c").First.WaitForAsync(new() { Timeout = Patience });
        await page.Keyboard.PressAsync("Escape");
        await turn.GetByText("You stopped this answer.").WaitForAsync();
    }

    [Fact]
    public async Task AnEngineThatIsKilledLaterIsAnErrorWithAWayOnAndTheNextQuestionIsAnsweredAgain()
    {
        var (page, turn) = await BeginAsync();
        await turn.Locator(".answer .c").First.WaitForAsync(new() { Timeout = Patience });

        site.KillEngine();

        await turn.Locator(".note").GetByText("The language model could not be reached, or the connection broke.").WaitForAsync();
        Assert.True(await turn.Locator(".answer .c").CountAsync() > 0, "What was written is gone.");
        await turn.GetByRole(AriaRole.Button, new() { Name = "Answer without the language model" }).ClickAsync();
        var quoted = page.Locator(".turn").Nth(1);
        await quoted.GetByText("Quoted word for word from").WaitForAsync();
        Assert.DoesNotContain("Mistral", await quoted.Locator(".meta").TextAsync(), StringComparison.Ordinal);

        await page.Locator("#question[data-ready]").FillAsync(Gloves);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".turn").Nth(2).Locator(".draft").WaitForAsync(new() { Timeout = Patience });
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".turn").Nth(2).Locator(".acts").WaitForAsync();
    }

    /// <summary>A page of its own, on which the question has just been asked.</summary>
    private async Task<(IPage Page, ILocator Turn)> BeginAsync()
    {
        var page = await site.ReaderAsync();
        if (!Directory.EnumerateFiles(site.ModelsFolder, "*.gguf").Any()) site.AddModel(Slow);
        await page.OpenAsync("/");
        await page.Locator("#question[data-ready]").FillAsync(Gloves);
        await page.Keyboard.PressAsync("Enter");
        return (page, page.Locator(".turn").First);
    }

    public void Dispose() => site.RemoveModels();
}

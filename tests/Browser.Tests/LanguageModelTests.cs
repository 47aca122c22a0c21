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

    /// <summary>Writes at once, and what no source says.</summary>
    private static readonly TinyMistralOptions Unfaithful = new() { ContextLength = 8192, NeverEnds = true, Recites = "zylphrocksmu\u2581" };

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
    public async Task AReloadInTheMiddleFindsTheAnswerStillBeingWrittenAndItCanBeStopped()
    {
        var (page, turn) = await BeginAsync();
        await turn.Locator(".answer .c").First.WaitForAsync(new() { Timeout = Patience });

        await page.ReloadAsync();

        await turn.Locator(".answer .c").First.WaitForAsync();
        await turn.Locator(".now").GetByText("Writing").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await turn.GetByText("You stopped this answer. What was written so far stays.").WaitForAsync();
        Assert.NotEqual("", await turn.Locator(".answer").TextAsync());
        Assert.Equal(1, await page.Locator(".turn").CountAsync());
    }

    [Fact]
    public async Task ASentenceTheSourceDoesNotCarrySaysSoToTheEyeTheKeyboardAndAScreenReader()
    {
        var (page, turn) = await BeginAsync(Unfaithful);
        await turn.Locator(".acts").WaitForAsync(new() { Timeout = Patience });

        var mark = turn.Locator(".answer button.v").First;
        Assert.Matches("^(Partly supported|Not supported by the source)$", await mark.GetAttributeAsync("aria-label"));
        Assert.True(await turn.Locator(".answer :is(.s-partly, .s-none)").CountAsync() > 0, "The sentence itself is not underlined.");
        Assert.Matches("^(Not wholly supported by the source|0 of [0-9]+ sentences supported by the sources)$", await turn.Locator(".meta .trust").TextAsync());
        Assert.Matches("(Not wholly supported|0 of [0-9]+ sentences supported)", await page.GetByRole(AriaRole.Log).TextAsync());

        // Backwards from the box, which keeps the caret for the next question.
        await page.Locator("#question[data-ready]:focus").WaitForAsync();
        for (var i = 0; i < 60 && await turn.Locator("button.v:focus").CountAsync() == 0; i++) await page.Keyboard.PressAsync("Shift+Tab");
        var tip = page.Locator(".tip:popover-open");
        await tip.WaitForAsync();
        Assert.Matches("source", await tip.Locator(".why").First.InnerTextAsync());
        var focused = turn.Locator("button.v:focus");
        Assert.Equal(await tip.GetAttributeAsync("id"), await focused.GetAttributeAsync("aria-describedby"));
        await page.Keyboard.PressAsync("Escape");
        await tip.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.PictureAsync("verdicts");
        Assert.Empty(await page.ViolationsInBothThemesAsync());

        await page.ReloadAsync();
        await turn.Locator(".answer button.v").First.WaitForAsync();
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
        // It takes the place of the one that failed.
        var quoted = page.Locator(".turn").Last;
        await quoted.Locator(".trust").WaitForAsync();
        Assert.DoesNotContain("Mistral", await quoted.Locator(".meta").TextAsync(), StringComparison.Ordinal);

        await page.Locator("#question[data-ready]").FillAsync(Gloves);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".turn").Nth(1).Locator(".draft").WaitForAsync(new() { Timeout = Patience });
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".turn").Nth(1).Locator(".acts").WaitForAsync();
    }

    /// <summary>A page of its own, on which the question has just been asked.</summary>
    private async Task<(IPage Page, ILocator Turn)> BeginAsync(TinyMistralOptions? model = null)
    {
        var page = await site.ReaderAsync();
        if (!Directory.EnumerateFiles(site.ModelsFolder, "*.gguf").Any()) site.AddModel(model ?? Slow);
        await page.OpenAsync("/");
        await page.Locator("#question[data-ready]").FillAsync(Gloves);
        await page.Keyboard.PressAsync("Enter");
        return (page, page.Locator(".turn").First);
    }

    public void Dispose() => site.RemoveModels();
}

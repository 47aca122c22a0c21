using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

/// <summary>Reading sources without a mouse: where the focus goes, and what the keys do.</summary>
public sealed class ViewerKeyboardTests(RunningSite site)
{
    private const string TwoPlaces = "Do days left over from last year expire while I am on parental leave?";

    [Fact]
    public async Task ArrowKeysLeadThroughTheCitationsAndClosingLeadsBackToTheOneShown()
    {
        var (page, turn) = await AskedAsync();
        var first = turn.Locator(".answer button.c").First;
        await first.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var viewer = page.GetByRole(AriaRole.Complementary, new() { Name = "Source" });
        await viewer.Locator("h2:focus").WaitForAsync();
        var said = viewer.GetByRole(AriaRole.Status).First;
        await Assertions.Expect(said).ToContainTextAsync(": Source 1: ");

        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(said).ToContainTextAsync(": Source 2: ");
        Assert.Matches(@"\?source=\d+\.2$", page.Url);
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(said).ToContainTextAsync("Citation 1 of ");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(said).ToContainTextAsync("Citation 1 of ");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(said).ToContainTextAsync("Citation 2 of ");

        await page.CloseByEscapeAsync(viewer);
        Assert.Equal("2", await page.EvaluateAsync<string>("() => (document.activeElement.querySelector('.c') ?? document.activeElement).textContent"));
    }

    [Fact]
    public async Task APdfThatIsLeftBeforeTheBrowserCouldDrawItIsDrawnWhenItIsComeBackTo()
    {
        var (page, turn) = await AskedAsync();
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/js/pdf-pages.js", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        var pdf = turn.Locator(".src").Filter(new() { HasText = ".pdf" }).First;
        await pdf.ClickAsync();
        var viewer = page.GetByRole(AriaRole.Complementary, new() { Name = "Source" });
        await viewer.Locator("iframe.pdf").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await turn.Locator(".src").Filter(new() { HasNotText = ".pdf" }).First.ClickAsync();
        await viewer.Locator(".pages mark").First.WaitForAsync();
        held.SetResult();
        await page.Locator("iframe.pdf").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await pdf.ClickAsync();

        await page.Pdf().Locator(".page[data-ready] i").First.WaitForAsync();
    }

    [Fact]
    public async Task TheButtonsAtTheEndsKeepTheFocus()
    {
        var (page, turn) = await AskedAsync();
        var viewer = await page.OpenSourceAsync(turn);
        var next = viewer.GetByRole(AriaRole.Button, new() { Name = "Next citation" });
        var count = await turn.Locator(".src").CountAsync();
        for (var i = 1; i < count; i++)
        {
            await next.ClickAsync();
            await Assertions.Expect(viewer.GetByRole(AriaRole.Status).First).ToContainTextAsync($"Citation {i + 1} of {count}");
        }

        await Assertions.Expect(next).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(next).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(viewer.Locator(".of")).ToHaveTextAsync($"{count} / {count}");
    }

    [Fact]
    public async Task ClosedAndOpenedAgainASourceIsWhereItWasLeft()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync("Which gift does every parent receive from the company at the birth?");
        var card = turn.Locator(".src").Filter(new() { HasText = "parental-leave.md" }).First;
        await card.ClickAsync();
        await page.Locator(".view mark").First.WaitForAsync();
        await page.Locator(".view .pages").EvaluateAsync("pages => pages.scrollTop = pages.scrollHeight");
        var left = await page.Locator(".view .pages").EvaluateAsync<double>("pages => pages.scrollTop");
        Assert.True(left > 300);
        await page.CloseByEscapeAsync(page.Locator(".view"));

        await card.ClickAsync();

        await page.Locator(".view mark").First.WaitForAsync();
        await page.WaitForFunctionAsync("top => Math.abs(document.querySelector('.view .pages').scrollTop - top) < 2", left);
    }

    [Fact]
    public async Task APdfIsWhereItWasLeftTooAndAnotherCitationGoesToItsOwnPlace()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync("Which gloves does cleaning agent 7 need?");
        var viewer = await page.OpenSourceAsync(turn);
        var at = page.Pdf().Locator("#at");
        await page.Pdf().Locator(".page[data-ready] i").First.WaitForAsync();
        var cited = await at.InnerTextAsync();
        await page.Pdf().GetByRole(AriaRole.Button, new() { Name = "Previous page" }).ClickAsync();
        await Assertions.Expect(at).Not.ToHaveTextAsync(cited);
        var left = await at.InnerTextAsync();
        // The frame tells where it is a moment after it stands still.
        await page.WaitForTimeoutAsync(400);
        await page.CloseByEscapeAsync(viewer);

        await page.OpenSourceAsync(turn);

        await page.Pdf().Locator(".page[data-ready]").First.WaitForAsync();
        await Assertions.Expect(at).ToHaveTextAsync(left);
    }

    private async Task<(IPage Page, ILocator Turn)> AskedAsync()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(TwoPlaces);
        Assert.True(await turn.Locator(".src").CountAsync() > 1, await turn.TextAsync());
        return (page, turn);
    }
}

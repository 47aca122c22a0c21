using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

/// <summary>Handing an answer on, keeping it, saying what is wrong with it, and finding it again.</summary>
public sealed class SharingTests(RunningSite site)
{
    private const string Gloves = "Which gloves does cleaning agent 7 need?";

    [Fact]
    public async Task ALinkLeadsToTheAnswerWithItsSourcesUntilItIsTakenBack()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);
        await turn.GetByRole(AriaRole.Button, new() { Name = "Share with a link" }).ClickAsync();
        var link = await turn.GetByLabel("Link to this answer").InputValueAsync();
        Assert.Matches(@"/s/[\w-]{22}$", link);

        var other = await site.ReaderAsync();
        await other.OpenAsync(new Uri(link).AbsolutePath);
        await other.GetByRole(AriaRole.Heading, new() { Name = Gloves }).WaitForAsync();
        await other.GetByText("Asked by Mara Ehlers").WaitForAsync();
        await other.Locator(".answer .c").First.ClickAsync();
        await other.Pdf().Locator(".page[data-ready] i").First.WaitForAsync();

        await turn.GetByRole(AriaRole.Button, new() { Name = "Stop sharing" }).ClickAsync();
        await page.GetByText("The link leads nowhere from now on.").WaitForAsync();
        await other.OpenAsync(new Uri(link).AbsolutePath);
        await other.GetByText("There is no answer behind this link").WaitForAsync();
    }

    [Fact]
    public async Task NobodySeesASharedAnswerWithoutSigningIn()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);
        await turn.GetByRole(AriaRole.Button, new() { Name = "Share with a link" }).ClickAsync();
        var link = await turn.GetByLabel("Link to this answer").InputValueAsync();

        var stranger = await site.StrangerAsync();
        await stranger.GotoAsync(new Uri(link).AbsolutePath);

        await stranger.GetByLabel("User name").WaitForAsync();
    }

    [Fact]
    public async Task TheConversationIsSavedWithAllItsQuestionsAndSources()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.AskAsync(Gloves);
        await page.AskAsync("What is the hotel limit for Lisbon?");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download conversation (Markdown)" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.StartsWith($"# {Gloves}", text, StringComparison.Ordinal);
        Assert.Contains("## What is the hotel limit for Lisbon?", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("### Sources").Length - 1);
    }

    [Fact]
    public async Task OnPaperStandsTheConversationAndNothingElse()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await turn.Locator(".answer").IsVisibleAsync());
        foreach (var part in new[] { ".side", ".box", ".acts", ".keep" }) Assert.False(await page.Locator(part).First.IsVisibleAsync(), part);
    }

    [Fact]
    public async Task AnAnswerThatIsWrongGetsAReason()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);
        await turn.GetByRole(AriaRole.Button, new() { Name = "Not helpful" }).ClickAsync();
        await turn.GetByText("Outdated").ClickAsync();
        await turn.GetByLabel("What was wrong?").Last.FillAsync("The sheet is of last year.");
        await turn.Locator(".wrong .btn").ClickAsync();
        await page.GetByText("Thank you").First.WaitForAsync();
        await page.ReloadAsync();
        Assert.Equal("true", await page.Locator(".acts button[aria-label='Not helpful']").First.GetAttributeAsync("aria-pressed"));
    }

    [Fact]
    public async Task AConversationIsFoundByWordsOfItsAnswers()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.AskAsync(Gloves);
        var search = page.GetByLabel("Search conversations");
        await search.FillAsync("nitrile");
        await Assertions.Expect(page.Locator(".hist li").First).ToContainTextAsync("Which gloves");
        await search.FillAsync("100%_nothing");
        await page.GetByText("No conversation with these words.").WaitForAsync();
    }
}

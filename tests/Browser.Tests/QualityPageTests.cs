using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

/// <summary>The quality page: sets of questions, their measurements and what became of each question.</summary>
public sealed class QualityPageTests(RunningSite site)
{
    [Fact]
    public async Task APassageCalledRightIsSavedMeasuredAndDrawn()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/retrieval");
        await page.SearchAsync("What is the hotel limit for Lisbon?");
        await page.Locator(".hit .right input").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save to a quality set" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Quality set").SelectOptionAsync(new SelectOptionValue { Label = "New set …" });
        await dialog.GetByLabel("Name of the set").FillAsync("Travel");
        Assert.Contains("Lisbon", await dialog.Locator("textarea").Last.InputValueAsync(), StringComparison.Ordinal);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByText("Saved to Travel").WaitForAsync();
        await Assertions.Expect(page.Locator(".savebar")).ToHaveCountAsync(0);

        await page.OpenAsync("/quality");
        await page.OpenSetAsync("Travel");
        await page.GetByText("Not measured yet").WaitForAsync();
        await page.MeasureAsync();
        await Assertions.Expect(page.Locator(".kpi b").First).ToHaveTextAsync("1.000");
        var row = page.Locator(".outcomes tbody tr").Filter(new() { HasText = "hotel limit" });
        Assert.Contains("same", await row.TextAsync(), StringComparison.Ordinal);

        await row.GetByRole(AriaRole.Link, new() { Name = "Try in the search test" }).ClickAsync();
        await page.Locator(".hit").First.WaitForAsync();
        Assert.Equal("What is the hotel limit for Lisbon?", await page.GetByLabel("Question", new() { Exact = true }).InputValueAsync());
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task MeasurementsAreChosenWithTheArrowKeysAndStandInATableToo()
    {
        var page = await site.ReaderAsync();
        await page.ImportSetAsync("Wexlund", RunningSite.SampleQuestions);
        await page.MeasureAsync();
        await page.MeasureAsync();
        var points = page.Locator(".plot input");
        await Assertions.Expect(points.Nth(1)).ToBeCheckedAsync();

        await points.Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");

        await Assertions.Expect(points.Nth(0)).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator(".kpi .st")).ToHaveCountAsync(0); // The first has none before it.
        await page.Locator(".runtip:popover-open").GetByText("asked for").WaitForAsync();
        await page.GetByText("As a table").ClickAsync();
        await Assertions.Expect(page.Locator(".rep table tbody tr")).ToHaveCountAsync(2);
        await page.Locator(".rep table tbody .link").First.ClickAsync();
        await Assertions.Expect(points.Nth(1)).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator(".kpi .st")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task ASetIsExportedImportedRenamedAndDeleted()
    {
        using var folder = new TempFolder();
        var file = folder.Write("more.jsonl", """
            {"id":"a","question":"What is the hotel limit for Lisbon?","answerable":true,"evidence":[{"file":"Policies/travel.docx","quote":"Lisbon €135"}]}
            {"id":"b","question":"Who repairs the roof?","answerable":true,"evidence":[{"file":"Policies/roof.docx"}]}
            """);
        var page = await site.ReaderAsync();
        await page.ImportSetAsync("Round trip", RunningSite.SampleQuestions);
        await page.ChooseAsync(page.Locator(".sethead"), "Import questions");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("input[type=file]").SetInputFilesAsync(file);
        await dialog.GetByText("New questions: 0, replaced: 1").WaitForAsync();
        await dialog.GetByText("there is no document “Policies/roof.docx”").WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.ChooseAsync(page.Locator(".sethead"), "Export questions"));
        Assert.Equal("round-trip.jsonl", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains(lines, line => line.Contains("hotel limit for Lisbon", StringComparison.Ordinal) && line.Contains("travel.docx", StringComparison.Ordinal));

        await page.ChooseAsync(page.Locator(".sethead"), "Rename");
        await dialog.GetByLabel("Name of the set").FillAsync("Renamed");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Renamed" }).WaitForAsync();
        await page.ChooseAsync(page.Locator(".sethead"), "Delete set");
        await dialog.GetByText("the history of its measurements are deleted").WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByText("The set “Renamed” was deleted").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Renamed" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AMeasurementGoesOnWhenThePageIsLeftAndCanBeCanceled()
    {
        using var folder = new TempFolder();
        var lines = Enumerable.Range(1, 4000).Select(i =>
            $$$"""{"id":"{{{i}}}","question":"How many hours of training does team {{{i}}} have?","answerable":true,"evidence":[{"file":"HR/training.md"}]}""");
        var page = await site.ReaderAsync();
        await page.ImportSetAsync("Many", folder.Write("many.jsonl", string.Join('\n', lines)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Measure now" }).ClickAsync();
        await page.GetByText("of 4,000 questions measured").WaitForAsync();

        var set = new Uri(page.Url).PathAndQuery;
        await page.OpenAsync("/settings");
        await page.OpenAsync(set);
        await page.GetByText("of 4,000 questions measured").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Measure now" }).WaitForAsync();
        await page.GetByText("Not measured yet").WaitForAsync();
        Assert.Equal(0, await page.Locator(".plot").CountAsync());
    }

    [Theory]
    [InlineData(390, "de-DE", ColorScheme.Light)]
    [InlineData(1440, "en-GB", ColorScheme.Dark)]
    public async Task ItFitsEveryScreen(int width, string language, ColorScheme scheme)
    {
        var wide = await site.ReaderAsync();
        await wide.ImportSetAsync($"Looks at {width}", RunningSite.SampleQuestions);
        for (var i = 0; i < 3; i++) await wide.MeasureAsync();
        var page = await site.ReaderAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, Locale = language, ColorScheme = scheme });

        await page.OpenAsync(new Uri(wide.Url).PathAndQuery);
        await page.Locator(".plot input").First.WaitForAsync();

        Assert.Equal(0, await page.SidewaysAsync());
        await page.PictureAsync($"quality-{width}");
    }
}

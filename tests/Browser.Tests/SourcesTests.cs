using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

/// <summary>Server folders and large uploads, as an administrator meets them.</summary>
public sealed class SourcesTests(RunningSite site)
{
    private const int PieceFile = 20 * 1024 * 1024;

    [Fact]
    public async Task AServerFolderIsAddedAfterALookSyncedAndTriedOutAgain()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 12; i++) folder.Write($"rules/rule-{i}.md", $"# Rule {i}\n\nRule {i} says that gate {i} is closed at night.");
        folder.Write("rules/notes.log", "Not wanted");
        var page = await site.AdministratorAsync();
        await page.AddFolderAsync(folder.Path, "Gates");
        var row = page.Locator("table.sources tbody tr").Filter(new() { HasText = folder.Path });
        await row.GetByText("In step").WaitForAsync();
        Assert.Contains("12 added", await row.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("Workdays at 06:30", await row.TextAsync(), StringComparison.Ordinal);

        File.Delete(folder.File("rules/rule-0.md"));
        File.Move(folder.File("rules/rule-1.md"), folder.File("rules/first.md"));
        folder.Write("rules/rule-2.md", "# Rule 2\n\nGate 2 stays open.");
        folder.Write("rules/rule-99.md", "# Rule 99\n\nA new gate.");
        await page.ChooseAsync(row, "Dry run");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Moved (1)", new() { Exact = true }).ClickAsync();
        await dialog.GetByText("rules/rule-1.md → rules/first.md").WaitForAsync();
        foreach (var kind in new[] { "Added (1)", "Changed (1)", "Removed (1)" }) await dialog.GetByText(kind, new() { Exact = true }).WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await row.GetByText("1 added, 1 changed, 1 moved, 1 removed").WaitForAsync();
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task AFolderThatSuddenlyIsNearlyEmptyAsksAndGoesAheadWhenAPersonSaysSo()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 10; i++) folder.Write($"rules/desk-{i}.md", $"# Desk {i}\n\nDesk {i} stands in room {i}.");
        var page = await site.AdministratorAsync();
        await page.AddFolderAsync(folder.Path, "Desks");
        var row = page.Locator("table.sources tbody tr").Filter(new() { HasText = folder.Path });
        await row.GetByText("In step").WaitForAsync();
        for (var i = 0; i < 7; i++) File.Delete(folder.File($"rules/desk-{i}.md"));
        await page.ChooseAsync(row, "Sync now");
        await row.GetByRole(AriaRole.Button, new() { Name = "See what would change" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go ahead and remove 7 documents" }).ClickAsync();
        await row.GetByText("7 removed").WaitForAsync();
        await row.GetByText("In step").WaitForAsync();
    }

    [Fact]
    public async Task APausedSourceSaysSoAndADisconnectedOneIsGone()
    {
        using var folder = new TempFolder();
        folder.Write("rules/lamp.md", "# Lamp\n\nThe lamp is green.");
        var page = await site.AdministratorAsync();
        await page.AddFolderAsync(folder.Path, "Lamps");
        var row = page.Locator("table.sources tbody tr").Filter(new() { HasText = folder.Path });
        await row.GetByText("In step").WaitForAsync();
        await page.ChooseAsync(row, "Pause");
        await row.GetByText("Paused").WaitForAsync();
        await page.ChooseAsync(row, "Resume");
        await row.GetByText("In step").WaitForAsync();
        await page.ChooseAsync(row, "Disconnect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect and remove 1 document" }).ClickAsync();
        await row.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task AFolderOf200FilesWithABadOneIsUploadedAndTheBadOneIsNamed()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 199; i++) folder.Write($"orders/{i / 50}/order-{i}.md", $"# Order {i}\n\nOrder {i} was placed for {i + 3} pumps.");
        folder.Write("orders/0/scanned.pdf", "%PDF-1.7\nthis is not the rest of a PDF");
        // A site of its own: the others' library stays as small as they expect.
        await using var own = new RunningSite();
        await own.InitializeAsync();
        var page = await own.AdministratorAsync();
        await page.UploadFolderAsync(System.IO.Path.Combine(folder.Path, "orders"), "Orders");
        await page.GetByText("Files sent to Orders: 200").WaitForAsync(new() { Timeout = 60_000 });
        await page.OpenAsync("/sources");
        var row = page.Locator("table.sources tbody tr").Filter(new() { HasText = "Orders" });
        await row.GetByText("1 needs you").WaitForAsync(new() { Timeout = 120_000 });
        await row.GetByText("Ready").WaitForAsync(new() { Timeout = 120_000 });
        Assert.Contains("200", await row.TextAsync(), StringComparison.Ordinal);
        await row.GetByText("1 needs you").ClickAsync();
        var bad = page.Locator("tr").Filter(new() { HasText = "scanned.pdf" });
        await bad.GetByText("Damaged", new() { Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task AnUploadGoesOnByItselfAfterTheConnectionBroke()
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder.File("large/backup.bin"), new byte[PieceFile]);
        var page = await site.AdministratorAsync();
        var (pieces, broken) = (0, 0);
        await page.RouteAsync("**/api/uploads/*", async route =>
        {
            var cut = route.Request.Method == "PATCH" && ++pieces is > 1 and < 5;
            if (!cut)
            {
                await route.ContinueAsync();
                return;
            }

            broken++;
            await route.AbortAsync("connectionreset");
        });
        await page.UploadFolderAsync(System.IO.Path.Combine(folder.Path, "large"), "Backups");
        await page.GetByText("Waiting for the connection; it goes on by itself.").First.WaitForAsync();
        await page.GetByText("Files sent to Backups: 1").WaitForAsync();
        Assert.Equal(3, broken);
        await page.GetByText("large/backup.bin").First.WaitForAsync();
        site.Complaints.RemoveAll(c => c.Contains("ERR_CONNECTION_RESET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ThePageFitsAPhoneAndSpeaksGerman()
    {
        var page = await site.ReaderAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, Locale = "de-DE" });
        await page.OpenAsync("/sources");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Quellen" }).WaitForAsync();
        await page.Locator("table.sources").WaitForAsync();
        Assert.InRange(await page.SidewaysAsync(), 0, 0);
    }
}

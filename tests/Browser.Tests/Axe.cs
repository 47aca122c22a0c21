using System.Text.Json;
using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

/// <summary>Runs axe-core over what is shown.</summary>
internal static class Axe
{
    private static readonly string Checker = Path.Combine(AppContext.BaseDirectory, "axe.min.js");

    /// <summary>Everything axe-core finds, each with the element and what is wrong with it.</summary>
    public static Task<IReadOnlyList<string>> ViolationsAsync(this IPage page) => ViolationsAsync(page.MainFrame, []);

    /// <summary>The same inside a frame that shares nothing with its page; what is asked of whole pages (main part, heading, landmarks) is not asked of it.</summary>
    public static Task<IReadOnlyList<string>> ViolationsInsideAsync(this IFrame frame) => ViolationsAsync(frame, ["landmark-one-main", "page-has-heading-one", "region"]);

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IFrame frame, string[] without)
    {
        // By the debugger's door: the pages' own policy allows no injected script element.
        await frame.EvaluateAsync(await File.ReadAllTextAsync(Checker));
        var result = await frame.EvaluateAsync<JsonElement>("async (without) => (await axe.run({ rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])) })).violations", without);
        return [.. result.EnumerateArray().SelectMany(rule => rule.GetProperty("nodes").EnumerateArray()
            .Select(node => $"{rule.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} ({node.GetProperty("failureSummary").GetString()})"))];
    }

    /// <summary>In light and in dark, as the system asks for them.</summary>
    /// <param name="look">Called in each theme, with its name.</param>
    public static async Task<IReadOnlyList<string>> ViolationsInBothThemesAsync(this IPage page, Func<string, Task>? look = null)
    {
        var found = new List<string>();
        foreach (var (scheme, theme) in new[] { (ColorScheme.Dark, "dark"), (ColorScheme.Light, "light") })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.Locator($"html[data-theme='{theme}']").WaitForAsync();
            if (look is not null) await look(theme);
            found.AddRange((await page.ViolationsAsync()).Select(v => $"{theme}: {v}"));
        }

        return found;
    }
}

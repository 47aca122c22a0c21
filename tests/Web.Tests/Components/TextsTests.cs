using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RagDocs.Web.Tests.Components;

public sealed partial class TextsTests
{
    private static readonly string Web = FindWeb();

    [Fact]
    public void BothLanguagesHaveTheSameKeys() => Assert.Equal(Keys("Texts.resx").Keys.Order(), Keys("Texts.de.resx").Keys.Order());

    [Fact]
    public void NoTextIsEmptyAndBothLanguagesHaveTheSamePlaces()
    {
        var german = Keys("Texts.de.resx");
        foreach (var (key, english) in Keys("Texts.resx"))
        {
            Assert.NotEqual("", english.Trim());
            Assert.NotEqual("", german[key].Trim());
            Assert.True(Places(english).SetEquals(Places(german[key])), $"{key} has other places in German.");
        }
    }

    [Fact]
    public void EveryKeyThatThePagesUseExists()
    {
        var known = Keys("Texts.resx").Keys.ToHashSet(StringComparer.Ordinal);
        var used = Sources().SelectMany(file => Use().Matches(File.ReadAllText(file)).Select(m => m.Groups["key"].Value)).ToList();

        Assert.NotEmpty(used);
        // "State." + state: a key whose end is computed needs at least one text.
        Assert.Empty(used.Where(key => key.EndsWith('.') ? !known.Any(k => k.StartsWith(key, StringComparison.Ordinal)) : !known.Contains(key)));
    }

    [Fact]
    public void NoTextIsLeftOverThatNoPageUses()
    {
        var code = string.Concat(Sources().Select(File.ReadAllText));

        Assert.Empty(Keys("Texts.resx").Keys.Where(key => !Mentions(code, key)));
    }

    // A key stands in the code itself, or its beginning does where the rest is computed.
    private static bool Mentions(string code, string key)
    {
        var whole = key.EndsWith(".One", StringComparison.Ordinal) ? key[..^".One".Length] : key;
        return code.Contains($"\"{whole}\"", StringComparison.Ordinal)
            || code.Contains($"\"{key[..(key.LastIndexOf('.') + 1)]}\" +", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Web, "Components"), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".razor" or ".cs");

    private static Dictionary<string, string> Keys(string file) => XDocument.Load(Path.Combine(Web, "Resources", file)).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    private static string FindWeb()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var web = Path.Combine(folder.FullName, "src", "Web");
            if (Directory.Exists(web)) return web;
        }

        throw new DirectoryNotFoundException($"No src/Web above {Assembly.GetExecutingAssembly().Location}.");
    }

    [GeneratedRegex(@"(?:\bT|texts)(?:\.Counted\(|\[)""(?<key>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();

    [GeneratedRegex(@"\{\d", RegexOptions.None, 1000)]
    private static partial Regex Place();
}

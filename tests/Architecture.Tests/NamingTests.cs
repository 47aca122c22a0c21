using System.Text.RegularExpressions;

namespace RagDocs.Architecture.Tests;

/// <summary>Names say what a thing is, and folders are namespaces, so that a newcomer finds any behaviour within two guesses.</summary>
public sealed partial class NamingTests
{
    [Fact]
    public void NoFileIsAManagerHelperUtilOrCommon() =>
        Assert.Empty(Repository.Sources(".cs", "src", "tests").Where(file => Drawer().IsMatch(Path.GetFileNameWithoutExtension(file))));

    [Fact]
    public void NamespacesEqualFolders()
    {
        var offenders = Repository.Sources(".cs", "src").Where(file =>
        {
            var declared = File.ReadLines(Path.Combine(Repository.Root, file)).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal));
            var folder = Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.');
            return declared is not null && declared != $"namespace RagDocs.{folder};";
        });
        Assert.Empty(offenders);
    }

    [Fact]
    public void ThePlacesOfThePackageWorkaroundsAreTheNamedOnes()
    {
        var users = Repository.Sources("", "src", "build").Where(file => File.ReadAllText(Path.Combine(Repository.Root, file))
            .Contains("FullFeed", StringComparison.Ordinal));
        string[] places =
        [
            "build/BlazorScript.targets", "build/Sqlite.targets", "build/migrations/RagDocs.MigrationTool.csproj",
            "src/Retrieval/Store/Sqlite/SqliteRuntime.cs",
        ];
        Assert.Equal(places, users);
    }

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Common)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Drawer();
}

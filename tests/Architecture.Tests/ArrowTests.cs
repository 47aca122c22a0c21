using System.Xml.Linq;

namespace RagDocs.Architecture.Tests;

/// <summary>Web → Generation → Retrieval and Web → Ingest → Retrieval; never backwards.</summary>
public sealed class ArrowTests
{
    [Theory]
    [InlineData("Retrieval")]
    [InlineData("Ingest", "Retrieval")]
    [InlineData("Generation", "Retrieval")]
    [InlineData("Web", "Generation", "Ingest", "Retrieval")]
    public void AProjectReferencesOnlyWhatItMay(string project, params string[] allowed)
    {
        var file = Path.Combine(Repository.Root, "src", project, $"RagDocs.{project}.csproj");
        var references = XDocument.Load(file).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value).Replace("RagDocs.", "", StringComparison.Ordinal));
        Assert.Equal(allowed.Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Retrieval", "RagDocs.Ingest", "RagDocs.Generation", "RagDocs.Web", "Quartz", "Radzen")]
    [InlineData("Ingest", "RagDocs.Generation", "RagDocs.Web", "Radzen")]
    [InlineData("Generation", "RagDocs.Ingest", "RagDocs.Web", "Quartz", "Radzen")]
    public void ASourceFileUsesNoNamespaceAcrossAnArrow(string project, params string[] forbidden)
    {
        var offenders = Repository.Sources(".cs", $"src/{project}")
            .Where(file => File.ReadLines(Path.Combine(Repository.Root, file))
                .Any(line => forbidden.Any(f => line.StartsWith($"using {f}", StringComparison.Ordinal))));
        Assert.Empty(offenders);
    }

    [Fact]
    public void EveryTestProjectIsInTheSolution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "RagDocs.sln"));
        var projects = Repository.Sources(".csproj", "src", "tests").Select(Path.GetFileName);
        Assert.All(projects, project => Assert.Contains(project!, solution, StringComparison.Ordinal));
    }
}

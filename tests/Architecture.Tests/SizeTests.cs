namespace RagDocs.Architecture.Tests;

/// <summary>Files stay short enough to be read in one go.</summary>
public sealed class SizeTests
{
    [Fact]
    public void TheMedianSourceFileHasAtMost60LinesAnd90PercentAtMost200()
    {
        var lines = Repository.Sources(".cs", "src").Select(Repository.LinesOf).Order().ToList();
        Assert.InRange(lines[lines.Count / 2], 1, 60);
        Assert.InRange(lines[(int)(lines.Count * 0.9)], 1, 200);
    }

    [Fact]
    public void NoSourceFileHasMoreThan400Lines() =>
        Assert.Empty(Repository.Sources(".cs", "src", "tests").Where(file => Repository.LinesOf(file) > 400));

    [Fact]
    public void NoRazorComponentHasMoreThan150Lines() =>
        Assert.Empty(Repository.Sources(".razor", "src").Where(file => Repository.LinesOf(file) > 150));

    [Fact]
    public void AQuartzJobHasAtMost40Lines() =>
        Assert.Empty(Repository.Sources("Job.cs", "src/Ingest/Jobs").Where(file => Repository.LinesOf(file) > 40));

    [Fact]
    public void TheProgramReadsLikeATableOfContents() => Assert.InRange(Repository.LinesOf("src/Web/Program.cs"), 1, 60);
}

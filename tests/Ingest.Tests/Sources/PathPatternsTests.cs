using RagDocs.Ingest.Sources;

namespace RagDocs.Ingest.Tests.Sources;

public sealed class PathPatternsTests
{
    [Theory]
    [InlineData("*.pdf", "a.pdf", true)]
    [InlineData("*.pdf", "deep/er/A.PDF", true)]
    [InlineData("*.pdf", "a.pdf.txt", false)]
    [InlineData("reports/**", "reports/2025/a.txt", true)]
    [InlineData("reports/", "reports/a.txt", true)]
    [InlineData("reports/", "old/reports/a.txt", true)]
    [InlineData("/reports/", "old/reports/a.txt", false)]
    [InlineData("reports/*.txt", "reports/deep/a.txt", false)]
    [InlineData("**/drafts/**", "a/b/drafts/c.txt", true)]
    [InlineData("**/drafts/**", "drafts/c.txt", true)]
    [InlineData("a?c.txt", "abc.txt", true)]
    [InlineData("a?c.txt", "a/c.txt", false)]
    [InlineData("[1] (a+b).txt", "[1] (a+b).txt", true)]
    [InlineData("**", "any/thing.txt", true)]
    [InlineData("# remark\n\n*.md", "x.md", true)]
    [InlineData("Übersicht*", "übersicht 2025.docx", true)]
    public void APatternFitsWhatItSays(string include, string path, bool taken) => Assert.Equal(taken, PathPatterns.Parse(include, "").Takes(path));

    [Fact]
    public void WhatIsLeftOutWinsOverWhatIsTaken()
    {
        var patterns = PathPatterns.Parse("*.pdf\n*.docx", "archive\n~*");
        Assert.True(patterns.Takes("hr/leave.pdf"));
        Assert.False(patterns.Takes("hr/archive/leave.pdf"));
        Assert.False(patterns.Enters("hr/archive"));
        Assert.True(patterns.Enters("hr"));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../b")]
    [InlineData("C:\\files\\*")]
    public void APatternThatLeavesTheFolderIsRefused(string pattern) => Assert.Throws<SetupException>(() => PathPatterns.Parse("", pattern));

    [Fact]
    public void AHostilePatternTakesNoLongerThanAnother()
    {
        var patterns = PathPatterns.Parse(string.Concat(Enumerable.Repeat("*a", 200)) + "b", "");
        Assert.False(patterns.Takes(new string('a', 900)));
    }
}

using RagDocs.Ingest.Sources;

namespace RagDocs.Ingest.Tests.Sources;

public sealed class DocumentPathTests
{
    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("folder/b.txt", "folder/b.txt")]
    [InlineData("folder\\b.txt", "folder/b.txt")]
    [InlineData("./a//b.txt", "a/b.txt")]
    [InlineData("Cafe\u0301.txt", "Café.txt")]
    [InlineData("..hidden.txt", "..hidden.txt")]
    public void APathWithinItsFolderIsTakenInOneForm(string raw, string expected)
    {
        Assert.True(DocumentPath.TryNormalize(raw, out var path, out _));
        Assert.Equal(expected, path);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("../x.txt")]
    [InlineData("a/../../x.txt")]
    [InlineData("a\\..\\..\\x.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\server\\share\\x")]
    [InlineData("C:\\windows\\win.ini")]
    [InlineData("c:x.txt")]
    [InlineData("a\0.txt")]
    [InlineData("a\n.txt")]
    public void APathThatLeavesItsFolderOrCannotBeShownIsRefusedWithAReason(string raw)
    {
        Assert.False(DocumentPath.TryNormalize(raw, out _, out var problem));
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void HalfACharacterIsRefused() => Assert.False(DocumentPath.TryNormalize("\ud800.txt", out _, out _));

    [Fact]
    public void ALongPathIsRefused() => Assert.False(DocumentPath.TryNormalize(new string('a', 1001), out _, out _));
}

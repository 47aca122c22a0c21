using RagDocs.Web.Sources;

namespace RagDocs.Web.Tests.Sources;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("a b c", "a b c", "=a b c")]
    [InlineData("dried for nine days", "dried for eleven days", "=dried for|-nine|+eleven|=days")]
    [InlineData("", "new words", "+new words")]
    [InlineData("old words", "", "-old words")]
    [InlineData("", "", "")]
    [InlineData("one  two\nthree", "one two three", "=one two three")]
    public void WordsStayAreRemovedOrAdded(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', WordDiff.Between(before, after).Select(s => Sign(s.Kind) + s.Text)));

    [Fact]
    public void BothTextsCanBeReadBackFromTheDifference()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var (before, after) = (Text(random), Text(random));
            var difference = WordDiff.Between(before, after);
            Assert.Equal(before, string.Join(' ', difference.Where(s => s.Kind != DiffKind.Added).Select(s => s.Text)));
            Assert.Equal(after, string.Join(' ', difference.Where(s => s.Kind != DiffKind.Removed).Select(s => s.Text)));
        }
    }

    [Theory]
    [InlineData("a b c", "a b c", 1)]
    [InlineData("a b", "c d", 0)]
    [InlineData("a b", "A c", 0.5)]
    [InlineData("", "", 0)]
    public void LikenessIsTheShareOfCommonWords(string one, string other, double expected) => Assert.Equal(expected, WordDiff.Likeness(one, other), 3);

    private static string Sign(DiffKind kind) => kind switch { DiffKind.Added => "+", DiffKind.Removed => "-", _ => "=" };

    private static string Text(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => "abcde"[random.Next(5)]));
}

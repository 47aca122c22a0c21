using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class EntryPrefixesTests
{
    private static readonly EntryPrefixes Prefixes = new(["leave", "lease", "über"]);

    [Theory]
    [InlineData("leaves", 5)]
    [InlineData("leap", 3)]
    [InlineData("überall", 4)]
    [InlineData("x", 0)]
    [InlineData("", 0)]
    public void NoEntryBeginsWithMoreOfAWord(string word, int length) => Assert.Equal(length, Prefixes.Longest(word));
}

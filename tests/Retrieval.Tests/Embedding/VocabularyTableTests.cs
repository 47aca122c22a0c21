using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class VocabularyTableTests
{
    private static readonly Dictionary<string, int> Entries = new[]
    {
        "a", "ab", "abcdefgh", "abcdefghi", "abcdefghijklmnop", "abcdefghijklmnopq", "über", "!", "日",
    }.Concat(Enumerable.Range(0, 5_000).Select(i => $"w{i}")).Select((entry, id) => (entry, id)).ToDictionary(e => e.entry, e => e.id, StringComparer.Ordinal);

    private static readonly VocabularyTable Table = new(Entries);

    [Fact]
    public void EveryEntryHasItsId() => Assert.All(Entries, entry => Assert.Equal((true, entry.Value), (Table.TryGetId(entry.Key, out var id), id)));

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("abc")]
    [InlineData("abcdefghijklmno")]
    [InlineData("abcdefghijklmnopqr")]
    [InlineData("\0")]
    [InlineData("a\0")]
    [InlineData("w5000")]
    [InlineData("uber")]
    public void NothingElseHasOne(string word) => Assert.False(Table.TryGetId(word, out _));
}

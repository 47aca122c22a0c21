using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Tests.Fusion;

public sealed class NearDuplicatesTests
{
    private static readonly string Policy = string.Join(' ', Enumerable.Range(1, 60).Select(i => $"word{i}"));

    [Fact]
    public void TheBetterOfTwoCopiesStays()
    {
        var best = Found.Chunk(Policy, version: 1);
        var copy = Found.Chunk(Policy.ToUpperInvariant().Replace(" ", ",\n", StringComparison.Ordinal) + ".", version: 2);
        Assert.Equal([best], NearDuplicates.Drop([best, copy], 0.9));
    }

    [Fact]
    public void OneChangedWordInALongTextIsStillACopyButTenAreNot()
    {
        var changed = Found.Chunk(Policy.Replace("word60", "other", StringComparison.Ordinal), version: 2);
        var different = Found.Chunk(string.Join(' ', Enumerable.Range(11, 60).Select(i => $"word{i}")), version: 3);
        Assert.Equal(2, NearDuplicates.Drop([Found.Chunk(Policy), changed, different], 0.9).Count);
    }

    [Fact]
    public void TwoDocumentsThatDifferInANumberAreBothKept()
    {
        var old = Found.Chunk($"{Policy} The limit is 120 euros.", version: 1);
        var draft = Found.Chunk($"{Policy} The limit is 140 euros.", version: 2);
        Assert.Equal(2, NearDuplicates.Drop([old, draft], 0.9).Count);
        Assert.Single(NearDuplicates.Drop([old, draft with { DocumentId = old.DocumentId }], 0.9));
        Assert.Single(NearDuplicates.Drop([old, Found.Chunk($"{Policy} The limit was 120 euros.", version: 2)], 0.9));
    }

    [Fact]
    public void ShortTextsAreComparedAsAWhole() =>
        Assert.Equal(2, NearDuplicates.Drop([Found.Chunk("See above"), Found.Chunk("see ABOVE!", 1), Found.Chunk("See below", 2)], 0.9).Count);

    [Fact]
    public void TextsWithoutWordsAreNoCopiesOfEachOther() =>
        Assert.Equal(2, NearDuplicates.Drop([Found.Chunk("—"), Found.Chunk("***", 1)], 0.9).Count);

    [Fact]
    public void NothingIsDroppedAboveOne() => Assert.Equal(2, NearDuplicates.Drop([Found.Chunk(Policy), Found.Chunk(Policy, 1)], 1.1).Count);
}

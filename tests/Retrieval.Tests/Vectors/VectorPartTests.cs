using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Vectors;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Vectors;

public sealed class VectorPartTests : IDisposable
{
    private const int Rows = 500;
    private const int Dimensions = 70;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempFolder _folder = new();
    private readonly float[][] _vectors = SomeVectors.OfTopics(Rows, Dimensions, 10, seed: 1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AMappedFileAndMemoryHoldTheSamePart()
    {
        var bytes = Build(rowsPerStripe: 128);
        var path = _folder.File("part");
        await File.WriteAllBytesAsync(path, bytes);
        using var mapped = VectorPart.Open(path);
        using var inMemory = VectorPart.Open(bytes, "test");

        mapped.Verify(None);
        Assert.Equal(4, mapped.Stripes.Count);
        for (var u = 0; u < Rows; u++) Assert.Equal(_vectors[u], mapped.Vector(u).ToArray());
        Assert.Equal(await SearchAsync(inMemory), await SearchAsync(mapped));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(384)]
    [InlineData(4096)]
    [InlineData(65536)]
    public void NoStripeIsLongerThanASpanCanBeHoweverManyRowsThereAre(int dimensions)
    {
        var layout = new VectorPartLayout(dimensions, dimensions, int.MaxValue, VectorPartLayout.MostRowsPerStripe(dimensions), 1);
        Assert.InRange(layout.StripeLength(layout.RowsPerStripe), 1, int.MaxValue);
        Assert.InRange(layout.RowsIn(layout.Stripes - 1), 1, layout.RowsPerStripe);
        Assert.True(layout.Length > layout.StripeOffset(layout.Stripes - 1));
    }

    [Fact]
    public async Task APartWithoutRowsFindsNothing()
    {
        using var part = VectorPart.Open(VectorPartWriter.Build([], Dimensions), "test");
        part.Verify(None);
        Assert.Empty(await VectorSearch.SearchAsync([new(part, VectorParts.All(0))], _vectors[0], 3, None));
    }

    [Fact]
    public void EveryByteThatIsTurnedIsFound()
    {
        var bytes = Build(rowsPerStripe: 192);
        var random = new Random(1);
        // All of the header and the checksums, and a sample of the rows.
        var places = Enumerable.Range(0, 64).Concat(Enumerable.Range(bytes.Length - 16, 16)).Concat(Enumerable.Range(0, 300).Select(_ => random.Next(bytes.Length)));
        foreach (var place in places)
        {
            bytes[place] ^= (byte)(1 << random.Next(8));
            var copy = bytes.ToArray();
            Assert.Throws<DamagedIndexException>(() =>
            {
                using var part = VectorPart.Open(copy, "test");
                part.Verify(None);
            });
            bytes = Build(rowsPerStripe: 192);
        }
    }

    [Fact]
    public async Task SpoiltRowsCannotCrashASearch()
    {
        var random = new Random(2);
        for (var round = 0; round < 100; round++)
        {
            var bytes = Build(rowsPerStripe: 192);
            for (var turned = 0; turned < 400; turned++) bytes[random.Next(64, bytes.Length - 16)] = (byte)(round % 2 == 0 ? 255 : random.Next(256));
            using var part = VectorPart.Open(bytes, "test");
            Assert.InRange((await SearchAsync(part)).Count, 0, 10);
        }
    }

    [Fact]
    public void APartCutShortOrPrintedOverIsDamagedWhenOpened()
    {
        var bytes = Build();
        var path = _folder.File("part");
        foreach (var length in new[] { 0, 1, 63, 64, 100, bytes.Length / 2, bytes.Length - 1 })
        {
            Assert.Throws<DamagedIndexException>(() => VectorPart.Open(bytes.AsMemory(0, length), "test"));
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Equal(path, Assert.Throws<DamagedIndexException>(() => VectorPart.Open(path)).File);
        }

        Assert.Throws<DamagedIndexException>(() => VectorPart.Open(new byte[bytes.Length], "test"));
    }

    [Fact]
    public async Task MergingKeepsTheLivingRowsAsTheyAreInOrder()
    {
        var random = new Random(4);
        var sources = Enumerable.Range(1, 3).Select(seed => SomeVectors.OfTopics(300 * seed, Dimensions, 10, seed)).ToList();
        var parts = sources.Select((s, i) => new VectorScope(VectorParts.Of(s, rowsPerStripe: i == 1 ? 64 : null), VectorParts.Some(s.Length, 50, random))).ToList();
        var living = sources.SelectMany((s, i) => s.Where((_, unit) => parts[i].Allowed.Contains(unit))).ToArray();
        using var merged = new MemoryStream();

        VectorPartWriter.Merge(parts, merged, None, rowsPerStripe: 128);

        using var part = VectorPart.Open(merged.ToArray(), "merged");
        part.Verify(None);
        Assert.Equal(living.Length, part.Count);
        for (var u = 0; u < living.Length; u++) Assert.Equal(living[u], part.Vector(u).ToArray());
        var rebuilt = VectorPart.Open(VectorPartWriter.Build([.. living.Select(v => (ReadOnlyMemory<float>)v)], Dimensions, rowsPerStripe: 128), "rebuilt");
        for (var s = 0; s < part.Stripes.Count; s++) Assert.True(part.Stripes[s].Bytes.Span.SequenceEqual(rebuilt.Stripes[s].Bytes.Span));
        Assert.Equal(
            VectorParts.BruteForce([(living, VectorParts.All(living.Length))], _vectors[0], 10),
            await VectorSearch.SearchAsync([new(part, VectorParts.All(living.Length))], _vectors[0], 10, None));
    }

    [Fact]
    public void MergingNothingThatLivesGivesAnEmptyPart()
    {
        using var merged = new MemoryStream();
        VectorPartWriter.Merge([new(VectorParts.Of(_vectors), new AllowedUnits([], Rows))], merged, None);
        Assert.Equal(0, VectorPart.Open(merged.ToArray(), "merged").Count);
    }

    [Fact]
    public void VectorsThatAreNotFiniteOrOfAnotherLengthAreRefused()
    {
        Assert.Throws<ArgumentException>(() => VectorPartWriter.Build([new float[] { 1, float.NaN }], 2));
        Assert.Throws<ArgumentException>(() => VectorPartWriter.Build([new float[] { 1, float.PositiveInfinity }], 2));
        Assert.Throws<ArgumentException>(() => VectorPartWriter.Build([new float[] { 1, 1e30f }], 2));
        Assert.Throws<ArgumentException>(() => VectorPartWriter.Build([new float[] { 1 }], 2));
    }

    private byte[] Build(int? rowsPerStripe = null) =>
        VectorPartWriter.Build([.. _vectors.Select(v => (ReadOnlyMemory<float>)v)], Dimensions, rowsPerStripe: rowsPerStripe).ToArray();

    private Task<IReadOnlyList<VectorMatch>> SearchAsync(VectorPart part) =>
        VectorSearch.SearchAsync([new(part, VectorParts.All(Rows))], _vectors[0], 10, None);
}

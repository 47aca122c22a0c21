using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Vectors;
using RagDocs.Retrieval.Vectors.Kernels;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Vectors;

public sealed class VectorSearchTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string> Kinds => ["topics", "isotropic", "duplicates", "zeros", "long and short", "one number only", "nearly the same"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task TheBestAreThoseOfAFloatScanToTheLastBitWhateverTheData(string kind)
    {
        var random = new Random(1);
        for (var round = 0; round < 12; round++)
        {
            var dimensions = random.Next(1, 200);
            var vectors = Vectors(kind, random.Next(1, 3_000), dimensions, round + 1);
            var query = round % 3 == 0 ? vectors[random.Next(vectors.Length)] : Vectors(kind, 1, dimensions, 1_000 + round)[0];
            var allowed = round % 2 == 0 ? VectorParts.All(vectors.Length) : VectorParts.Some(vectors.Length, 1 + random.Next(600), random);
            using var part = VectorParts.Of(vectors, rowsPerStripe: round % 4 == 1 ? 64 * random.Next(1, 10) : null);
            var top = random.Next(1, 60);

            var found = await VectorSearch.SearchAsync([new(part, allowed)], query, top, None);

            Assert.Equal(VectorParts.BruteForce([(vectors, allowed)], query, top), found);
        }
    }

    [Fact]
    public async Task EveryKernelFindsTheSame()
    {
        var vectors = SomeVectors.OfTopics(5_000, 100, 50, seed: 3);
        var query = SomeVectors.OfTopics(1, 100, 50, seed: 3, querySeed: 4)[0];
        var expected = VectorParts.BruteForce([(vectors, VectorParts.All(5_000))], query, 10);
        foreach (var kernel in DotKernel.Supported)
        {
            using var part = VectorParts.Of(vectors, gate: p => new ScanGate(p, kernel, passes: 1, threads: 2));
            Assert.Equal(expected, await VectorSearch.SearchAsync([new(part, VectorParts.All(5_000))], query, 10, None));
        }
    }

    [Fact]
    public async Task SeveralPartsAreSearchedAsOneAndAMemberOfAnEarlierOneWinsATie()
    {
        var parts = Enumerable.Range(1, 4).Select(seed => SomeVectors.OfTopics(700 * seed, 64, 20, seed)).ToList();
        parts.Add(parts[0]);
        var random = new Random(5);
        var scopes = parts.Select(p => (Vectors: p, Allowed: VectorParts.Some(p.Length, 100, random))).ToList();
        scopes.Add((parts[1], new AllowedUnits([], parts[1].Length)));

        var found = await VectorSearch.SearchAsync([.. scopes.Select(s => new VectorScope(VectorParts.Of(s.Vectors), s.Allowed))], parts[0][3], 50, None);

        Assert.Equal(VectorParts.BruteForce(scopes, parts[0][3], 50), found);
    }

    [Fact]
    public async Task RowsThatMayNotBeSeenAreNeverScored()
    {
        var vectors = SomeVectors.Isotropic(20_000, 32, 1);
        var allowed = VectorParts.Some(vectors.Length, 900, new Random(2));
        var kernel = new CountingKernel();
        using var part = VectorParts.Of(vectors, gate: p => new ScanGate(p, kernel, passes: 1, threads: 1));

        await VectorSearch.SearchAsync([new(part, allowed)], vectors[0], 10, None);

        Assert.Equal(allowed.Count, kernel.Rows);
    }

    [Fact]
    public async Task OnlyAFewOfManyRowsAreRescored()
    {
        // What the error bounds let through, for data of both kinds: the reason why the first pass pays.
        foreach (var vectors in new[] { SomeVectors.Isotropic(20_000, 384, 1), SomeVectors.OfTopics(20_000, 384, 200, 1) })
        {
            using var part = VectorParts.Of(vectors);
            var question = new Int8Vector(vectors[7]);
            var scan = new ScanQuery(question, ScanBounds.Of(vectors[7], question, part.Layout), VectorParts.All(vectors.Length), 10, float.NegativeInfinity, None);

            await part.Gate.ScanAsync(scan);

            Assert.InRange(scan.Candidates.Sum(c => c.Uppers.ToArray().Count(u => u >= scan.Floor)), 10, 600);
        }
    }

    [Fact]
    public async Task AFirstPassOverSomeDimensionsIsScoredWithAllOfThem()
    {
        // Most of each vector's length is in its first numbers, as models of this kind are trained to.
        var vectors = SomeVectors.OfTopics(4_000, 256, 40, seed: 9);
        foreach (var vector in vectors) System.Numerics.Tensors.TensorPrimitives.Multiply(vector.AsSpan(64), 0.2f, vector.AsSpan(64));
        var built = VectorPartWriter.Build([.. vectors.Select(v => (ReadOnlyMemory<float>)v)], 256, scanDimensions: 64);
        using var part = VectorPart.Open(built, "test");
        Assert.Equal(64, part.Layout.Stride);
        var right = 0;
        for (var q = 0; q < 50; q++)
        {
            var expected = VectorParts.BruteForce([(vectors, VectorParts.All(4_000))], vectors[q * 70], 10);
            var found = await VectorSearch.SearchAsync([new(part, VectorParts.All(4_000))], vectors[q * 70], 10, None);
            Assert.All(found.Intersect(expected), m => Assert.Equal(m.Score, expected.First(e => e.Unit == m.Unit).Score));
            right += found.Select(m => m.Unit).Intersect(expected.Select(m => m.Unit)).Count();
        }

        Assert.InRange(right, 475, 500);
    }

    [Fact]
    public async Task AQuestionThatCannotBeScoredIsRefused()
    {
        using var part = VectorParts.Of(SomeVectors.Isotropic(10, 8, 1));
        var scope = new VectorScope(part, VectorParts.All(10));
        await Assert.ThrowsAsync<ArgumentException>(() => VectorSearch.SearchAsync([scope], new float[7], 5, None));
        await Assert.ThrowsAsync<ArgumentException>(() => VectorSearch.SearchAsync([scope], new[] { float.NaN, 0, 0, 0, 0, 0, 0, 0 }, 5, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => VectorSearch.SearchAsync([scope], new float[8], 0, None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => VectorSearch.SearchAsync([scope], new float[8], 5, new CancellationToken(true)));
    }

    private static float[][] Vectors(string kind, int count, int dimensions, int seed)
    {
        var random = new Random(seed);
        var vectors = SomeVectors.Isotropic(count, dimensions, seed);
        return kind switch
        {
            "topics" => SomeVectors.OfTopics(count, dimensions, 20, seed),
            "duplicates" => [.. vectors.Select((_, v) => vectors[v % 7 % count])],
            "zeros" => [.. vectors.Select(v => random.Next(3) == 0 ? v : new float[dimensions])],
            "long and short" => [.. vectors.Select(v => Array.ConvertAll(v, x => x * MathF.Pow(10, random.Next(-20, 12))))],
            "one number only" => [.. vectors.Select(v => Array.ConvertAll(v, x => x == v[0] ? 1f : 1e-4f * x))],
            "nearly the same" => [.. vectors.Select(v => v.Select((x, d) => vectors[0][d] + (1e-6f * x)).ToArray())],
            _ => vectors,
        };
    }
}

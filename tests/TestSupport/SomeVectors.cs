using System.Numerics;

namespace RagDocs.TestSupport;

/// <summary>Vectors of unit length as a search meets them, the same for the same seed.</summary>
public static class SomeVectors
{
    /// <summary>Like those of texts: topics in a space of 64 dimensions, spread out to all dimensions, and noise on top.</summary>
    public static float[][] OfTopics(int count, int dimensions, int topics, int seed, int querySeed = 0)
    {
        const int latent = 64;
        var random = new Random(seed);
        var mix = Enumerable.Range(0, dimensions).Select(_ => Gaussian(random, latent, 1)).ToArray();
        var centres = Enumerable.Range(0, topics).Select(_ => Gaussian(random, latent, 1)).ToArray();
        if (querySeed != 0) random = new Random(querySeed);
        var vectors = new float[count][];
        for (var v = 0; v < count; v++)
        {
            var centre = centres[random.Next(topics)];
            var place = Gaussian(random, latent, 0.5f);
            for (var i = 0; i < latent; i++) place[i] += centre[i];
            var vector = Gaussian(random, dimensions, 1);
            for (var d = 0; d < dimensions; d++) vector[d] += Dot(mix[d], place);
            vectors[v] = Unit(vector);
        }

        return vectors;
    }

    /// <summary>In every direction alike: the hardest case for any index but a scan.</summary>
    public static float[][] Isotropic(int count, int dimensions, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Unit(Gaussian(random, dimensions, 1)))];
    }

    private static float[] Gaussian(Random random, int dimensions, float deviation)
    {
        var vector = new float[dimensions];
        for (var d = 0; d < dimensions; d += 2)
        {
            // Box and Muller's method gives two at a time.
            var radius = deviation * MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle()));
            var (sine, cosine) = MathF.SinCos(2 * MathF.PI * random.NextSingle());
            vector[d] = radius * sine;
            if (d + 1 < dimensions) vector[d + 1] = radius * cosine;
        }

        return vector;
    }

    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count) sum += new Vector<float>(x[i..]) * new Vector<float>(y[i..]);
        var rest = Vector.Sum(sum);
        for (; i < x.Length; i++) rest += x[i] * y[i];
        return rest;
    }

    private static float[] Unit(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(v => v * v));
        for (var d = 0; d < vector.Length; d++) vector[d] /= length;
        return vector;
    }
}

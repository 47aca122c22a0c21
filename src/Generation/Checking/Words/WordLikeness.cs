using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace RagDocs.Generation.Checking.Words;

/// <summary>How near two words are in meaning, by a static model's word vectors; 0 without a model. Word vectors know topics, not logic: opposites are near too.</summary>
/// <param name="vectorOf">Unit vector of a word.</param>
internal sealed class WordLikeness(Func<string, float[]>? vectorOf)
{
    private const int MostKept = 20_000;

    private readonly ConcurrentDictionary<string, float[]> _vectors = new(StringComparer.Ordinal);

    public bool HasModel => vectorOf is not null;

    public float Of(string a, string b)
    {
        if (vectorOf is null) return 0;
        var cosine = TensorPrimitives.Dot<float>(Vector(a), Vector(b));
        return float.IsNaN(cosine) ? 0 : cosine;
    }

    private float[] Vector(string word)
    {
        if (_vectors.TryGetValue(word, out var known)) return known;
        if (_vectors.Count > MostKept) _vectors.Clear();
        return _vectors[word] = vectorOf!(word);
    }
}

using System.Numerics.Tensors;
using RagDocs.Retrieval.Lexical;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// How much of a question a text covers, word by word: every telling token of the question looks for its nearest token in the text.
/// Exact where words agree, tolerant where they do not. A cheap late interaction (as in ColBERT, Khattab and Zaharia 2020) on static
/// token vectors; a token weighs as much as its vector is long, which is how the model says that a word is rare.
/// </summary>
internal sealed class SoftMatch
{
    /// <summary>Cosine below which two tokens have nothing to do with each other.</summary>
    private const float Unrelated = 0.3f;

    private const int LongestText = 512;
    private const int MostQuestionTokens = 48;

    private readonly StaticEmbeddingGenerator _model;
    private readonly float[][] _question;
    private readonly float[] _weights;
    private readonly float _all;
    private readonly Dictionary<int, float[]> _nearness = [];

    public SoftMatch(StaticEmbeddingGenerator model, string question)
    {
        _model = model;
        Span<int> ids = stackalloc int[MostQuestionTokens];
        var tokens = new List<(float[] Vector, float Length)>();
        foreach (var id in ids[..model.Tokenizer.Encode(string.Join(' ', PlainWords.Telling(question)), ids)]) tokens.Add(Direction(id));
        _question = [.. tokens.Select(token => token.Vector)];
        _weights = [.. tokens.Select(token => token.Length)];
        _all = TensorPrimitives.Sum<float>(_weights);
    }

    /// <summary>Telling tokens of the question.</summary>
    public int Tokens => _question.Length;

    /// <summary>0 when nothing of the question is in the text, 1 when every telling word is. Comparable between questions.</summary>
    public double Of(string text)
    {
        Span<int> ids = stackalloc int[LongestText];
        var nearest = new float[_question.Length];
        Cover(ids[.._model.Tokenizer.Encode(text, ids)], nearest);
        return Share(nearest);
    }

    /// <summary>Raises each question token's nearness to that of the nearest of these tokens.</summary>
    /// <param name="nearest">Exactly <see cref="Tokens"/> long; 0 to begin with.</param>
    public void Cover(ReadOnlySpan<int> ids, Span<float> nearest)
    {
        foreach (var id in ids) TensorPrimitives.Max(nearest, Nearness(id), nearest);
    }

    /// <summary>The share of the question that is covered, its tokens counting by their weights.</summary>
    public double Share(ReadOnlySpan<float> nearest) => _all == 0 ? 0 : TensorPrimitives.Dot(nearest, _weights) / _all;

    /// <summary>A text token's nearness to every question token, worked out once for all texts.</summary>
    private float[] Nearness(int id)
    {
        if (_nearness.TryGetValue(id, out var known)) return known;
        var (vector, _) = Direction(id);
        var nearness = new float[_question.Length];
        for (var i = 0; i < nearness.Length; i++)
        {
            nearness[i] = Math.Clamp((TensorPrimitives.Dot<float>(_question[i], vector) - Unrelated) / (1 - Unrelated), 0, 1);
        }

        return _nearness[id] = nearness;
    }

    private (float[] Vector, float Length) Direction(int id)
    {
        var vector = new float[_model.Dimensions];
        _model.Token(id, vector);
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
        return (vector, length);
    }
}

using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Lexical;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// How much of a question a text covers, word by word: every telling token of the question looks for its nearest token in the text.
/// Exact where words agree, tolerant where they do not. A cheap late interaction (as in ColBERT, Khattab and Zaharia 2020) on static
/// token vectors; a token weighs as much as its vector is long, which is how the model says that a word is rare. For one thread at a time.
/// </summary>
internal sealed class SoftMatch : IDisposable
{
    /// <summary>Cosine below which two tokens have nothing to do with each other.</summary>
    private const float Unrelated = 0.3f;

    private const int LongestText = 512;
    private const int MostQuestionTokens = 48;

    // What is known of a token: nothing yet, near to none of the question's, or from here on the number of its row.
    private const int Unseen = 0;
    private const int Foreign = 1;
    private const int FirstRow = 2;

    private readonly StaticEmbeddingGenerator _model;
    private readonly TokenCosines _cosines;
    private readonly float[] _weights;
    private readonly float _all;
    private readonly int[] _known;
    private float[] _rows;
    private int _nextRow = FirstRow;

    public SoftMatch(StaticEmbeddingGenerator model, string question)
    {
        _model = model;
        Span<int> ids = stackalloc int[MostQuestionTokens];
        ids = ids[..model.Tokenizer.Encode(string.Join(' ', PlainWords.Telling(question)), ids)];
        _cosines = model.CosinesWith(ids);
        (Tokens, Width) = (ids.Length, (ids.Length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count);
        _weights = new float[Width];
        var token = new float[model.Dimensions];
        for (var i = 0; i < ids.Length; i++)
        {
            model.Token(ids[i], token);
            _weights[i] = TensorPrimitives.Norm<float>(token);
        }

        _all = TensorPrimitives.Sum<float>(_weights);
        // As large as the vocabulary, so every search would leave one to the collector.
        _known = ArrayPool<int>.Shared.Rent(model.Tokenizer.VocabularySize);
        _known.AsSpan(0, model.Tokenizer.VocabularySize).Clear();
        _rows = new float[64 * Width];
    }

    /// <summary>Telling tokens of the question.</summary>
    public int Tokens { get; }

    /// <summary>Room that a list of the tokens' nearnesses takes: their number, filled up to what the processor takes at once.</summary>
    public int Width { get; }

    /// <summary>0 when nothing of the question is in the text, 1 when every telling word is. Comparable between questions.</summary>
    public double Of(string text)
    {
        Span<int> ids = stackalloc int[LongestText];
        var nearest = new float[Width];
        Cover(ids[.._model.Tokenizer.Encode(text, ids)], nearest);
        return Share(nearest);
    }

    /// <summary>Raises each question token's nearness to that of the nearest of these tokens.</summary>
    /// <param name="nearest">Exactly <see cref="Width"/> long; 0 to begin with.</param>
    public void Cover(ReadOnlySpan<int> ids, Span<float> nearest)
    {
        var best = MemoryMarshal.Cast<float, Vector<float>>(nearest);
        foreach (var id in ids)
        {
            var known = _known[id];
            if (known == Unseen) known = _known[id] = See(id);
            if (known == Foreign) continue;
            var row = MemoryMarshal.Cast<float, Vector<float>>(_rows.AsSpan((known - FirstRow) * Width, Width));
            for (var i = 0; i < best.Length; i++) best[i] = Vector.Max(best[i], row[i]);
        }
    }

    /// <summary>The share of the question that is covered, its tokens counting by their weights.</summary>
    public double Share(ReadOnlySpan<float> nearest) => _all == 0 ? 0 : TensorPrimitives.Dot(nearest, _weights) / _all;

    public void Dispose() => ArrayPool<int>.Shared.Return(_known);

    /// <summary>Works out a text token's nearness to every question token, once for all texts.</summary>
    private int See(int id)
    {
        var at = (_nextRow - FirstRow) * Width;
        if (at + Width > _rows.Length) Array.Resize(ref _rows, 2 * _rows.Length);
        var row = _rows.AsSpan(at, Width);
        _cosines.Of(id, row[..Tokens]);
        var isNear = false;
        for (var i = 0; i < Tokens; i++)
        {
            row[i] = Math.Clamp((row[i] - Unrelated) / (1 - Unrelated), 0, 1);
            isNear |= row[i] > 0;
        }

        return isNear ? _nextRow++ : Foreign;
    }
}

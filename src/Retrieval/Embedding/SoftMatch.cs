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
    public const float Unrelated = 0.3f;

    private const int LongestText = 512;
    private const int MostQuestionTokens = 48;

    private const int MarkBits = 64;
    private const int FirstRows = 256;

    private readonly StaticEmbeddingGenerator _model;
    private readonly float[] _weights;
    private readonly float _all;

    // Tokens near to any of the question's have a bit here, so that all others are passed over in a few kilobytes of memory; and then a row.
    private readonly ulong[] _marks;
    private readonly int[] _rowOf;
    private float[] _rows;
    private int _rowCount;

    public SoftMatch(StaticEmbeddingGenerator model, string question)
    {
        _model = model;
        Span<int> ids = stackalloc int[MostQuestionTokens];
        ids = ids[..model.Tokenizer.Encode(string.Join(' ', PlainWords.Telling(question)), ids)];
        (Tokens, Width) = (ids.Length, (ids.Length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count);
        _weights = new float[Width];
        var token = new float[model.Dimensions];
        for (var i = 0; i < ids.Length; i++)
        {
            model.Token(ids[i], token);
            _weights[i] = TensorPrimitives.Norm<float>(token);
        }

        _all = TensorPrimitives.Sum<float>(_weights);
        // As large as the vocabulary, so every search would leave them to the collector.
        var marks = (model.Tokens + MarkBits - 1) / MarkBits;
        (_marks, _rowOf) = (ArrayPool<ulong>.Shared.Rent(marks), ArrayPool<int>.Shared.Rent(model.Tokens));
        _marks.AsSpan(0, marks).Clear();
        _rows = ArrayPool<float>.Shared.Rent(Math.Max(1, FirstRows * Width));
        var near = model.Near.Of(ids);
        for (var i = 0; i < near.Count; i++)
        {
            foreach (var (id, cosine) in near[i]) Row(id)[i] = Math.Min((cosine - Unrelated) / (1 - Unrelated), 1);
        }
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
            if ((_marks[id / MarkBits] >> id & 1) == 0) continue;
            var row = MemoryMarshal.Cast<float, Vector<float>>(_rows.AsSpan(_rowOf[id] * Width, Width));
            for (var i = 0; i < best.Length; i++) best[i] = Vector.Max(best[i], row[i]);
        }
    }

    /// <summary>The share of the question that is covered, its tokens counting by their weights.</summary>
    public double Share(ReadOnlySpan<float> nearest) => _all == 0 ? 0 : TensorPrimitives.Dot(nearest, _weights) / _all;

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_marks);
        ArrayPool<int>.Shared.Return(_rowOf);
        ArrayPool<float>.Shared.Return(_rows);
    }

    /// <summary>A token's nearness to every question token: zeros when it is first asked for.</summary>
    private Span<float> Row(int id)
    {
        ref var marks = ref _marks[id / MarkBits];
        if ((marks >> id & 1) == 0)
        {
            marks |= 1UL << id;
            _rowOf[id] = _rowCount++;
            Grow(_rowCount * Width);
            _rows.AsSpan(_rowOf[id] * Width, Width).Clear();
        }

        return _rows.AsSpan(_rowOf[id] * Width, Width);
    }

    private void Grow(int length)
    {
        if (length <= _rows.Length) return;
        var larger = ArrayPool<float>.Shared.Rent(2 * length);
        _rows.CopyTo(larger);
        ArrayPool<float>.Shared.Return(_rows);
        _rows = larger;
    }
}

using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace RagDocs.Retrieval.Embedding;

/// <summary>One fixed vector for each token, kept in the type it is stored in: the small model is 10 MB as bytes, 40 MB as floats.</summary>
internal abstract class TokenTable(ReadOnlyMemory<byte> data, int tokens, int dimensions)
{
    public int Tokens { get; } = tokens;

    public int Dimensions { get; } = dimensions;

    protected ReadOnlyMemory<byte> Data { get; } = data;

    /// <exception cref="EmbeddingModelException">The tensor is not a table of a known type.</exception>
    public static TokenTable Of(string file, SafeTensor tensor)
    {
        if (tensor.Shape.Count != 2 || tensor.Shape.Any(size => size is < 1 or > int.MaxValue))
        {
            throw new EmbeddingModelException(file, "its embeddings are not a table of tokens and dimensions.");
        }

        var (tokens, dimensions) = ((int)tensor.Shape[0], (int)tensor.Shape[1]);
        return tensor.Type switch
        {
            "I8" => new Int8TokenTable(tensor.Data, tokens, dimensions),
            "F16" => new HalfTable(tensor.Data, tokens, dimensions),
            "F32" => new FloatTable(tensor.Data, tokens, dimensions),
            _ => throw new EmbeddingModelException(file, $"its embeddings have the type {tensor.Type}; I8, F16 and F32 are understood."),
        };
    }

    /// <summary>Writes the sum of the tokens' vectors; a repeated token counts each time.</summary>
    /// <param name="sum">Exactly <see cref="Dimensions"/> long.</param>
    public abstract void Sum(ReadOnlySpan<int> ids, Span<float> sum);

    /// <summary>For each of some tokens those whose vectors' cosine with its own is higher than so much. Reads the whole table.</summary>
    public virtual NearToken[][] NearTo(ReadOnlySpan<int> ids, float least)
    {
        var chosen = new float[ids.Length][];
        for (var i = 0; i < ids.Length; i++) Read(ids[i], chosen[i] = new float[Dimensions]);
        var found = Array.ConvertAll(chosen, _ => new List<NearToken>());
        var row = new float[Dimensions];
        for (var id = 0; id < Tokens; id++)
        {
            Read(id, row);
            for (var i = 0; i < chosen.Length; i++)
            {
                var cosine = TensorPrimitives.Dot<float>(chosen[i], row);
                if (cosine > least) found[i].Add(new NearToken(id, cosine));
            }
        }

        return Array.ConvertAll(found, near => near.ToArray());
    }

    /// <summary>Of unit length.</summary>
    private void Read(int id, float[] vector)
    {
        Sum([id], vector);
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
    }

    private sealed class HalfTable(ReadOnlyMemory<byte> data, int tokens, int dimensions) : TokenTable(data, tokens, dimensions)
    {
        public override void Sum(ReadOnlySpan<int> ids, Span<float> sum)
        {
            var table = MemoryMarshal.Cast<byte, Half>(Data.Span);
            var row = new float[Dimensions];
            sum.Clear();
            foreach (var id in ids)
            {
                TensorPrimitives.ConvertToSingle(table.Slice(id * Dimensions, Dimensions), row);
                TensorPrimitives.Add(sum, row, sum);
            }
        }
    }

    private sealed class FloatTable(ReadOnlyMemory<byte> data, int tokens, int dimensions) : TokenTable(data, tokens, dimensions)
    {
        public override void Sum(ReadOnlySpan<int> ids, Span<float> sum)
        {
            var table = MemoryMarshal.Cast<byte, float>(Data.Span);
            sum.Clear();
            foreach (var id in ids) TensorPrimitives.Add(sum, table.Slice(id * Dimensions, Dimensions), sum);
        }
    }
}

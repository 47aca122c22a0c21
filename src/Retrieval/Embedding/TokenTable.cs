using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace RagDocs.Retrieval.Embedding;

/// <summary>One fixed vector for each token, kept in the type it is stored in: the small model is 10 MB as bytes, 40 MB as floats.</summary>
internal abstract class TokenTable(ReadOnlyMemory<byte> data, int tokens, int dimensions)
{
    public int Tokens { get; } = tokens;

    public int Dimensions { get; } = dimensions;

    protected ReadOnlySpan<byte> Data => data.Span;

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
            "I8" => new Int8Table(tensor.Data, tokens, dimensions),
            "F16" => new HalfTable(tensor.Data, tokens, dimensions),
            "F32" => new FloatTable(tensor.Data, tokens, dimensions),
            _ => throw new EmbeddingModelException(file, $"its embeddings have the type {tensor.Type}; I8, F16 and F32 are understood."),
        };
    }

    /// <summary>Writes the sum of the tokens' vectors; a repeated token counts each time.</summary>
    /// <param name="sum">Exactly <see cref="Dimensions"/> long.</param>
    public abstract void Sum(ReadOnlySpan<int> ids, Span<float> sum);

    private sealed class Int8Table(ReadOnlyMemory<byte> data, int tokens, int dimensions) : TokenTable(data, tokens, dimensions)
    {
        // The scale is left out: it falls away when the sum is brought to unit length.
        public override void Sum(ReadOnlySpan<int> ids, Span<float> sum)
        {
            var table = MemoryMarshal.Cast<byte, sbyte>(Data);
            Span<int> whole = Dimensions <= 2048 ? stackalloc int[Dimensions] : new int[Dimensions];
            whole.Clear();
            foreach (var id in ids) Add(table.Slice(id * Dimensions, Dimensions), whole);
            TensorPrimitives.ConvertTruncating<int, float>(whole, sum);
        }

        private static void Add(ReadOnlySpan<sbyte> row, Span<int> sum)
        {
            var i = 0;
            for (; i <= row.Length - Vector<sbyte>.Count; i += Vector<sbyte>.Count)
            {
                Vector.Widen(new Vector<sbyte>(row[i..]), out var low, out var high);
                Vector.Widen(low, out var first, out var second);
                Vector.Widen(high, out var third, out var fourth);
                var target = MemoryMarshal.Cast<int, Vector<int>>(sum.Slice(i, Vector<sbyte>.Count));
                target[0] += first;
                target[1] += second;
                target[2] += third;
                target[3] += fourth;
            }

            for (; i < row.Length; i++) sum[i] += row[i];
        }
    }

    private sealed class HalfTable(ReadOnlyMemory<byte> data, int tokens, int dimensions) : TokenTable(data, tokens, dimensions)
    {
        public override void Sum(ReadOnlySpan<int> ids, Span<float> sum)
        {
            var table = MemoryMarshal.Cast<byte, Half>(Data);
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
            var table = MemoryMarshal.Cast<byte, float>(Data);
            sum.Clear();
            foreach (var id in ids) TensorPrimitives.Add(sum, table.Slice(id * Dimensions, Dimensions), sum);
        }
    }
}

using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Vectors;
using RagDocs.Retrieval.Vectors.Kernels;

namespace RagDocs.Retrieval.Embedding;

/// <summary>A table of bytes as the kernels of the vector index want it: near tokens are found in whole numbers, some rows at a time that stay in the nearest cache.</summary>
internal sealed class Int8NearTokens
{
    private const int BlockRows = 64;

    private readonly int _dimensions;
    private readonly int _stride;
    private readonly byte[] _rows;
    private readonly float[] _lengths;

    /// <param name="table">Row after row.</param>
    public Int8NearTokens(ReadOnlySpan<sbyte> table, int dimensions)
    {
        (_dimensions, _stride) = (dimensions, Int8Vector.StrideOf(dimensions));
        _lengths = new float[table.Length / dimensions];
        _rows = new byte[(long)_lengths.Length * _stride];
        var vector = new Int8Vector(dimensions);
        for (var id = 0; id < _lengths.Length; id++)
        {
            var row = table.Slice(id * dimensions, dimensions);
            vector.Fill(row);
            _lengths[id] = vector.Length;
            // To add 128 to a byte is to turn its highest bit over.
            TensorPrimitives.Xor(MemoryMarshal.AsBytes(row), (byte)128, Row(id));
        }
    }

    /// <inheritdoc cref="TokenTable.NearTo"/>
    public NearToken[][] Find(ReadOnlySpan<int> ids, float least)
    {
        var chosen = new Int8Vector[ids.Length];
        var number = new sbyte[_dimensions];
        for (var i = 0; i < ids.Length; i++)
        {
            TensorPrimitives.Xor(Row(ids[i]), (byte)128, MemoryMarshal.AsBytes(number.AsSpan()));
            chosen[i] = new Int8Vector(_dimensions);
            chosen[i].Fill(number);
        }

        var found = Array.ConvertAll(chosen, _ => new List<NearToken>());
        Span<int> dots = stackalloc int[BlockRows];
        for (var first = 0; first < _lengths.Length; first += BlockRows)
        {
            var some = dots[..Math.Min(BlockRows, _lengths.Length - first)];
            for (var i = 0; i < chosen.Length; i++)
            {
                DotKernel.Best.Score(_rows.AsSpan(first * _stride, some.Length * _stride), _stride, chosen[i], some);
                Keep(some, chosen[i], _lengths.AsSpan(first), first, least, found[i]);
            }
        }

        return Array.ConvertAll(found, near => near.ToArray());
    }

    private Span<byte> Row(int id) => _rows.AsSpan(id * _stride, _dimensions);

    private static void Keep(ReadOnlySpan<int> dots, Int8Vector chosen, ReadOnlySpan<float> lengths, int first, float least, List<NearToken> near)
    {
        for (var row = 0; row < dots.Length; row++)
        {
            var dot = dots[row] - chosen.Offset;
            var both = lengths[row] * chosen.Length;
            if (dot > least * both) near.Add(new NearToken(first + row, dot / both));
        }
    }
}

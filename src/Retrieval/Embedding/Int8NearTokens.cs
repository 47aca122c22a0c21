using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
        Span<int> others = stackalloc int[BlockRows];
        for (var first = 0; first < _lengths.Length; first += BlockRows)
        {
            var count = Math.Min(BlockRows, _lengths.Length - first);
            var rows = _rows.AsSpan(first * _stride, count * _stride);
            for (var i = 0; i < chosen.Length - 1; i += 2)
            {
                DotKernel.Best.Score(rows, _stride, chosen[i], chosen[i + 1], dots[..count], others[..count]);
                Keep(dots[..count], chosen[i], _lengths.AsSpan(first), first, least, found[i]);
                Keep(others[..count], chosen[i + 1], _lengths.AsSpan(first), first, least, found[i + 1]);
            }

            if (int.IsEvenInteger(chosen.Length)) continue;
            DotKernel.Best.Score(rows, _stride, chosen[^1], dots[..count]);
            Keep(dots[..count], chosen[^1], _lengths.AsSpan(first), first, least, found[^1]);
        }

        return Array.ConvertAll(found, near => near.ToArray());
    }

    private Span<byte> Row(int id) => _rows.AsSpan(id * _stride, _dimensions);

    private static void Keep(ReadOnlySpan<int> dots, Int8Vector chosen, ReadOnlySpan<float> lengths, int first, float least, List<NearToken> near)
    {
        var row = 0;
        var (offset, bound) = (Vector256.Create(chosen.Offset), Vector256.Create(least * chosen.Length));
        for (; row + Vector256<int>.Count <= dots.Length; row += Vector256<int>.Count)
        {
            var products = Vector256.ConvertToSingle(Vector256.Create(dots[row..]) - offset);
            var reach = Vector256.GreaterThan(products, Vector256.Create(lengths[row..]) * bound).ExtractMostSignificantBits();
            for (; reach != 0; reach &= reach - 1) Add(row + BitOperations.TrailingZeroCount(reach), dots, chosen, lengths, first, near);
        }

        for (; row < dots.Length; row++)
        {
            if (dots[row] - chosen.Offset > lengths[row] * (least * chosen.Length)) Add(row, dots, chosen, lengths, first, near);
        }
    }

    private static void Add(int row, ReadOnlySpan<int> dots, Int8Vector chosen, ReadOnlySpan<float> lengths, int first, List<NearToken> near) =>
        near.Add(new NearToken(first + row, (dots[row] - chosen.Offset) / (lengths[row] * chosen.Length)));
}

using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Vectors;
using RagDocs.Retrieval.Vectors.Kernels;

namespace RagDocs.Retrieval.Embedding;

/// <summary>Finds near tokens in a table of bytes: in whole numbers, by the kernels of the vector index, a few rows at a time that stay in the nearest cache.</summary>
internal static class Int8NearTokens
{
    private const int BlockRows = 64;

    /// <param name="table">Row after row.</param>
    /// <param name="lengths">Of each row's vector.</param>
    public static NearToken[][] Find(ReadOnlySpan<sbyte> table, int dimensions, ReadOnlySpan<float> lengths, ReadOnlySpan<int> ids, float least)
    {
        var chosen = new Int8Vector[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            chosen[i] = new Int8Vector(dimensions);
            chosen[i].Fill(table.Slice(ids[i] * dimensions, dimensions));
        }

        var found = new List<NearToken>[ids.Length];
        for (var i = 0; i < found.Length; i++) found[i] = [];
        var stride = Int8Vector.StrideOf(dimensions);
        var block = new byte[BlockRows * stride];
        Span<int> dots = stackalloc int[BlockRows];
        for (var first = 0; first < lengths.Length; first += BlockRows)
        {
            var rows = Math.Min(BlockRows, lengths.Length - first);
            Copy(table.Slice(first * dimensions, rows * dimensions), dimensions, block, stride);
            for (var i = 0; i < chosen.Length; i++)
            {
                DotKernel.Best.Score(block, stride, chosen[i], dots[..rows]);
                Keep(dots[..rows], chosen[i], lengths, first, least, found[i]);
            }
        }

        return Array.ConvertAll(found, near => near.ToArray());
    }

    /// <summary>Rows as kernels want them: with 128 added, which for a byte is to turn its highest bit over.</summary>
    private static void Copy(ReadOnlySpan<sbyte> rows, int dimensions, Span<byte> block, int stride)
    {
        var bytes = MemoryMarshal.AsBytes(rows);
        for (; !bytes.IsEmpty; bytes = bytes[dimensions..], block = block[stride..]) TensorPrimitives.Xor(bytes[..dimensions], (byte)128, block[..dimensions]);
    }

    private static void Keep(ReadOnlySpan<int> dots, Int8Vector chosen, ReadOnlySpan<float> lengths, int first, float least, List<NearToken> near)
    {
        for (var row = 0; row < dots.Length; row++)
        {
            var dot = dots[row] - chosen.Offset;
            var both = lengths[first + row] * chosen.Length;
            if (dot > least * both) near.Add(new NearToken(first + row, dot / both));
        }
    }
}

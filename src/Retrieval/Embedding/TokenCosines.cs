using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Vectors;
using RagDocs.Retrieval.Vectors.Kernels;

namespace RagDocs.Retrieval.Embedding;

/// <summary>Cosines of any token's vector with those of some tokens that were chosen beforehand. For one thread at a time.</summary>
internal abstract class TokenCosines
{
    /// <param name="cosines">One for each of the chosen tokens; 0 where either vector is zero.</param>
    public abstract void Of(int id, Span<float> cosines);
}

/// <summary>Over any table.</summary>
internal sealed class FloatCosines : TokenCosines
{
    private readonly TokenTable _table;
    private readonly float[][] _chosen;
    private readonly float[] _token;

    public FloatCosines(TokenTable table, ReadOnlySpan<int> ids)
    {
        (_table, _token, _chosen) = (table, new float[table.Dimensions], new float[ids.Length][]);
        for (var i = 0; i < ids.Length; i++) Read(ids[i], _chosen[i] = new float[table.Dimensions]);
    }

    public override void Of(int id, Span<float> cosines)
    {
        Read(id, _token);
        for (var i = 0; i < _chosen.Length; i++) cosines[i] = TensorPrimitives.Dot<float>(_chosen[i], _token);
    }

    /// <summary>Of unit length.</summary>
    private void Read(int id, float[] vector)
    {
        _table.Sum([id], vector);
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
    }
}

/// <summary>Over a table of bytes: whole numbers, by the kernels of the vector index.</summary>
internal sealed class Int8Cosines : TokenCosines
{
    private readonly ReadOnlyMemory<byte> _table;
    private readonly int _dimensions;
    private readonly byte[] _rows;
    private readonly float[] _lengths;
    private readonly int[] _dots;
    private readonly Int8Vector _token;

    /// <param name="table">Row after row.</param>
    public Int8Cosines(ReadOnlyMemory<byte> table, int dimensions, ReadOnlySpan<int> ids)
    {
        (_table, _dimensions, _token, _lengths, _dots) = (table, dimensions, new Int8Vector(dimensions), new float[ids.Length], new int[ids.Length]);
        _rows = new byte[ids.Length * _token.Stride];
        for (var i = 0; i < ids.Length; i++)
        {
            var row = Row(ids[i]);
            var target = _rows.AsSpan(i * _token.Stride, _token.Stride);
            target.Fill(128);
            for (var j = 0; j < row.Length; j++) target[j] = (byte)(row[j] + 128);
            _token.Fill(row);
            _lengths[i] = _token.Length;
        }
    }

    public override void Of(int id, Span<float> cosines)
    {
        _token.Fill(Row(id));
        DotKernel.Best.Score(_rows, _token.Stride, _token, _dots);
        var length = _token.Length;
        for (var i = 0; i < _dots.Length; i++)
        {
            var lengths = length * _lengths[i];
            cosines[i] = lengths > 0 ? (_dots[i] - _token.Offset) / lengths : 0;
        }
    }

    private ReadOnlySpan<sbyte> Row(int id) => MemoryMarshal.Cast<byte, sbyte>(_table.Span.Slice(id * _dimensions, _dimensions));
}

using System.Runtime.InteropServices;

namespace RagDocs.Retrieval.Vectors;

/// <summary>The rows of one stripe of a part. Whoever reads them pins <see cref="Bytes"/> meanwhile.</summary>
/// <param name="FirstUnit">Number of its first row within the part.</param>
internal sealed record VectorStripe(VectorPartLayout Layout, ReadOnlyMemory<byte> Bytes, int FirstUnit, int Rows)
{
    private readonly int _scales = (int)Layout.ScalesOffset(Rows);
    private readonly int _errors = (int)Layout.ErrorsOffset(Rows);
    private readonly int _floats = (int)Layout.FloatsOffset(Rows);

    /// <summary>Each with 128 added to its numbers, <see cref="VectorPartLayout.Stride"/> bytes apart.</summary>
    public ReadOnlySpan<byte> Int8Rows => Bytes.Span[.._scales];

    public ReadOnlySpan<float> Scales => Floats(_scales, Rows);

    public ReadOnlySpan<float> Errors => Floats(_errors, Rows);

    public ReadOnlySpan<float> FloatRow(int row) => Floats(_floats + (row * Layout.Dimensions * sizeof(float)), Layout.Dimensions);

    /// <summary>Float rows as bytes, to be copied.</summary>
    public ReadOnlySpan<byte> FloatRows(int start, int end) =>
        Bytes.Span[(_floats + (start * Layout.Dimensions * sizeof(float)))..(_floats + (end * Layout.Dimensions * sizeof(float)))];

    private ReadOnlySpan<float> Floats(int at, int count) => MemoryMarshal.Cast<byte, float>(Bytes.Span.Slice(at, count * sizeof(float)));
}

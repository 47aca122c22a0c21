using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace RagDocs.Retrieval.Vectors;

/// <summary>A vector in whole numbers of -127 to 127, symmetric: value ≈ number × scale. A question's, or a token's that is one already.</summary>
internal sealed class Int8Vector
{
    private const int Steps = 127;
    private const int Alignment = 64;

    /// <param name="values">Finite.</param>
    public Int8Vector(ReadOnlySpan<float> values)
    {
        Values = new sbyte[StrideOf(values.Length)];
        (Scale, Error) = Quantize(values, Values);
        Wide = Array.ConvertAll(Values, v => (short)v);
        Offset = 128 * Values.Sum(v => (int)v);
    }

    /// <summary>To be filled, again and again, with numbers that are whole already.</summary>
    public Int8Vector(int dimensions)
    {
        Values = new sbyte[StrideOf(dimensions)];
        (Wide, Scale) = (new short[Values.Length], 1);
    }

    /// <summary>Filled up with zeros to <see cref="Stride"/>.</summary>
    public sbyte[] Values { get; }

    public short[] Wide { get; }

    public int Stride => Values.Length;

    public float Scale { get; }

    /// <summary>Length of the difference between the vector and what the numbers say it is, rounded up.</summary>
    public float Error { get; }

    /// <summary>What a kernel's result holds too much, because rows are stored with 128 added.</summary>
    public int Offset { get; private set; }

    /// <summary>Of the whole numbers, once it was filled.</summary>
    public float Length { get; private set; }

    public void Fill(ReadOnlySpan<sbyte> numbers)
    {
        numbers.CopyTo(Values);
        TensorPrimitives.ConvertSaturating<sbyte, short>(Values, Wide);
        var (sum, squares) = (Vector<int>.Zero, Vector<int>.Zero);
        foreach (var some in MemoryMarshal.Cast<short, Vector<short>>(Wide))
        {
            Vector.Widen(some, out var low, out var high);
            sum += low + high;
            squares += (low * low) + (high * high);
        }

        (Offset, Length) = (128 * Vector.Sum(sum), MathF.Sqrt(Vector.Sum(squares)));
    }

    /// <summary>Bytes from one row to the next.</summary>
    public static int StrideOf(int dimensions) => (dimensions + Alignment - 1) / Alignment * Alignment;

    /// <summary>Writes a row as a part stores it: each number with 128 added.</summary>
    public static (float Scale, float Error) QuantizeRow(ReadOnlySpan<float> values, Span<byte> row)
    {
        Span<sbyte> numbers = row.Length <= 4096 ? stackalloc sbyte[row.Length] : new sbyte[row.Length];
        var result = Quantize(values, numbers);
        for (var i = 0; i < row.Length; i++) row[i] = (byte)(numbers[i] + 128);
        return result;
    }

    private static (float Scale, float Error) Quantize(ReadOnlySpan<float> values, Span<sbyte> numbers)
    {
        var largest = 0f;
        foreach (var value in values) largest = MathF.Max(largest, MathF.Abs(value));
        var scale = largest / Steps;
        var error = 0.0;
        numbers.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            if (scale > 0) numbers[i] = (sbyte)Math.Clamp(MathF.Round(values[i] / scale), -Steps, Steps);
            var difference = values[i] - ((double)scale * numbers[i]);
            error += difference * difference;
        }

        return (scale, MathF.BitIncrement((float)Math.Sqrt(error)));
    }
}

using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Vectors;

/// <summary>Makes parts: from vectors in memory, or from the living rows of other parts.</summary>
internal static class VectorPartWriter
{
    // Squares of what is longer could leave the range of a float, and with it every bound on errors.
    public const float LongestSensible = 1e15f;

    /// <param name="vectors">In the order of units, all of one length.</param>
    /// <param name="scanDimensions">Numbers the first pass looks at, for models trained so that the first ones carry most (Matryoshka); all by default.</param>
    /// <param name="rowsPerStripe">Fewer than would fit, for tests.</param>
    /// <exception cref="ArgumentException">A vector has another length, is not finite or immensely long.</exception>
    public static ReadOnlyMemory<byte> Build(IReadOnlyList<ReadOnlyMemory<float>> vectors, int dimensions, int? scanDimensions = null, int? rowsPerStripe = null)
    {
        var longest = 0f;
        for (var u = 0; u < vectors.Count; u++)
        {
            if (vectors[u].Length != dimensions) throw new ArgumentException($"The vector of unit {u} has {vectors[u].Length} numbers instead of {dimensions}.", nameof(vectors));
            var length = TensorPrimitives.Norm(vectors[u].Span);
            if (!(length <= LongestSensible)) throw new ArgumentException($"The vector of unit {u} is not finite.", nameof(vectors));
            longest = MathF.Max(longest, length);
        }

        // Rounding may have made the greatest length a little too small.
        var layout = new VectorPartLayout(
            dimensions, scanDimensions ?? dimensions, vectors.Count, rowsPerStripe ?? VectorPartLayout.MostRowsPerStripe(dimensions), longest * 1.0001f);
        var part = Allocate(layout.Length);
        layout.Header().CopyTo(part);
        var checksums = new uint[layout.Stripes];
        for (var s = 0; s < layout.Stripes; s++)
        {
            var rows = layout.RowsIn(s);
            var stripe = part.Span.Slice((int)layout.StripeOffset(s), (int)layout.StripeLength(rows));
            var scales = MemoryMarshal.Cast<byte, float>(stripe[(int)layout.ScalesOffset(rows)..]);
            var errors = MemoryMarshal.Cast<byte, float>(stripe[(int)layout.ErrorsOffset(rows)..]);
            var floats = MemoryMarshal.Cast<byte, float>(stripe[(int)layout.FloatsOffset(rows)..]);
            for (var r = 0; r < rows; r++)
            {
                var vector = vectors[(s * layout.RowsPerStripe) + r].Span;
                (scales[r], errors[r]) = Int8Vector.QuantizeRow(vector[..layout.ScanDimensions], stripe.Slice(r * layout.Stride, layout.Stride));
                vector.CopyTo(floats[(r * dimensions)..]);
            }

            checksums[s] = Checksum.Of(stripe);
        }

        Footer(checksums).CopyTo(part.Span[(int)layout.FooterOffset..]);
        return part;
    }

    /// <summary>Writes one part of what lives in several: rows are copied as they are, units numbered anew in the order given.</summary>
    /// <param name="parts">Of one model: the same dimensions everywhere.</param>
    public static void Merge(IReadOnlyList<VectorScope> parts, Stream to, CancellationToken cancellationToken, int? rowsPerStripe = null)
    {
        var first = parts[0].Part.Layout;
        if (parts.Any(p => p.Part.Layout.Dimensions != first.Dimensions || p.Part.Layout.ScanDimensions != first.ScanDimensions))
        {
            throw new ArgumentException("Parts of different dimensions cannot become one.", nameof(parts));
        }

        var layout = new VectorPartLayout(
            first.Dimensions, first.ScanDimensions, parts.Sum(p => p.Allowed.Count), rowsPerStripe ?? VectorPartLayout.MostRowsPerStripe(first.Dimensions),
            parts.Max(p => p.Part.Layout.LongestRow));
        to.Write(layout.Header());
        var runs = LivingRows.Of(parts, layout.RowsPerStripe);
        var pins = parts.Select(p => p.Part.Pin()).ToList();
        try
        {
            to.Write(Footer([.. runs.Select(stripe => LivingRows.Copy(stripe, to, cancellationToken))]));
        }
        finally
        {
            pins.ForEach(p => p.Dispose());
        }
    }

    /// <summary>Memory of its own that the collector never moves, begun where a row of the scan does not straddle cache lines.</summary>
    private static Memory<byte> Allocate(long length)
    {
        const int line = 64;
        if (length > Array.MaxLength - line) throw new ArgumentException($"{length} bytes are too many for a part in memory: make several and merge them into a file.", nameof(length));
        var bytes = GC.AllocateArray<byte>((int)length + line, pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0);
        return bytes.AsMemory((int)((line - (address % line)) % line), (int)length);
    }

    private static byte[] Footer(uint[] checksums)
    {
        var sums = MemoryMarshal.AsBytes<uint>(checksums);
        return [.. sums, .. MemoryMarshal.AsBytes<uint>(new[] { Checksum.Of(sums) })];
    }
}

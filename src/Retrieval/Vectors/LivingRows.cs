using System.Runtime.InteropServices;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Vectors;

/// <summary>Runs of rows, taken from several parts, that become one stripe of a new part.</summary>
internal static class LivingRows
{
    private static readonly byte[] Padding = new byte[64];

    /// <summary>Rows <paramref name="Start"/> to <paramref name="End"/> (not included) of one stripe.</summary>
    public readonly record struct Run(VectorStripe Stripe, int Start, int End)
    {
        public int Rows => End - Start;
    }

    /// <summary>All allowed rows in order, cut into lists of <paramref name="rowsPerStripe"/> rows.</summary>
    public static List<List<Run>> Of(IReadOnlyList<VectorScope> parts, int rowsPerStripe)
    {
        var stripes = new List<List<Run>>();
        var room = 0;
        foreach (var (part, allowed) in parts)
        {
            foreach (var range in allowed.Ranges)
            {
                for (var unit = range.Start; unit < range.End;)
                {
                    var stripe = part.Stripes[unit / part.Layout.RowsPerStripe];
                    if (room == 0)
                    {
                        stripes.Add([]);
                        room = rowsPerStripe;
                    }

                    var start = unit - stripe.FirstUnit;
                    var rows = Math.Min(Math.Min(range.End - unit, stripe.Rows - start), room);
                    stripes[^1].Add(new Run(stripe, start, start + rows));
                    unit += rows;
                    room -= rows;
                }
            }
        }

        return stripes;
    }

    /// <summary>Writes them as a stripe; answers its checksum.</summary>
    public static uint Copy(IReadOnlyList<Run> runs, Stream to, CancellationToken cancellationToken)
    {
        var sum = 0u;
        var written = 0L;
        foreach (var run in runs) Write(run.Stripe.Int8Rows[(run.Start * run.Stripe.Layout.Stride)..(run.End * run.Stripe.Layout.Stride)]);
        Pad();
        foreach (var run in runs) Write(MemoryMarshal.AsBytes(run.Stripe.Scales[run.Start..run.End]));
        Pad();
        foreach (var run in runs) Write(MemoryMarshal.AsBytes(run.Stripe.Errors[run.Start..run.End]));
        Pad();
        foreach (var run in runs) Write(run.Stripe.FloatRows(run.Start, run.End));
        Pad();
        return sum;

        void Write(ReadOnlySpan<byte> bytes)
        {
            for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, 1 << 24)..])
            {
                cancellationToken.ThrowIfCancellationRequested();
                var some = bytes[..Math.Min(bytes.Length, 1 << 24)];
                to.Write(some);
                sum = Checksum.Of(some, sum);
                written += some.Length;
            }
        }

        void Pad() => Write(Padding.AsSpan(0, (int)((64 - (written % 64)) % 64)));
    }
}

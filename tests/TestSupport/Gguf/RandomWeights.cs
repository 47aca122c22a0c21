using System.Runtime.InteropServices;

namespace RagDocs.TestSupport.Gguf;

/// <summary>Numbers that are the same for the same seed on every machine (SplitMix64, Steele et al. 2014).</summary>
public sealed class RandomWeights(ulong seed)
{
    private const int BlockBytes = 18;
    private const int BlocksAtOnce = 1 << 16;

    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Even between -range and range.</summary>
    public float[] Floats(long count, float range)
    {
        var values = new float[count];
        for (var i = 0; i < values.Length; i++) values[i] = range * ((Next() >> 40) / (float)(1 << 23) - 1);
        return values;
    }

    /// <summary>
    /// Random Q4_0 blocks, written in pieces: half floats of ±<paramref name="scale"/> and 32 random quarters of a byte each. A weight then
    /// has mean 0 and a standard deviation of 4.6 × scale.
    /// </summary>
    public void WriteQ4(Stream file, long weights, float scale)
    {
        var buffer = new byte[BlockBytes * (int)Math.Min((weights / 32) + 4, BlocksAtOnce) / 8 * 8];
        var half = BitConverter.HalfToUInt16Bits((Half)scale);
        for (var blocks = weights / 32; blocks > 0; blocks -= BlocksAtOnce)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(blocks, BlocksAtOnce) * BlockBytes);
            foreach (ref var word in MemoryMarshal.Cast<byte, ulong>(buffer.AsSpan())) word = Next();
            for (var block = 0; block < part.Length; block += BlockBytes)
            {
                part[block] = (byte)half;
                part[block + 1] = (byte)((half >> 8) | (part[block + 1] & 0x80));
            }

            file.Write(part);
        }
    }

    public static void Write(Stream file, float[] values, GgufTensorType type)
    {
        if (type == GgufTensorType.F32) file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        else if (type == GgufTensorType.F16) file.Write(MemoryMarshal.AsBytes(Array.ConvertAll(values, v => (Half)v).AsSpan()));
        else throw new ArgumentOutOfRangeException(nameof(type), "Tiny models are F32 or F16; BigLlama writes Q4_0.");
    }
}

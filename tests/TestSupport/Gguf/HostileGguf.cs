namespace RagDocs.TestSupport.Gguf;

/// <param name="Name">What was done.</param>
public sealed record HostileFile(string Name, byte[] Bytes);

/// <summary>A good file spoilt in many ways, always the same ones: cut, bits turned, counts, lengths, types, sizes and offsets forged.</summary>
public static class HostileGguf
{
    private const int BitFlips = 400;
    private const int FlipsInTokens = 100;

    private static readonly ulong[] Counts = [0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, 1UL << 40, long.MaxValue, ulong.MaxValue];
    private static readonly ulong[] Numbers = [0, 1, 3, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];
    private static readonly float[] Floats = [0, -1, 1e30f, float.NaN, float.PositiveInfinity];

    /// <param name="good">A small file, for example of <see cref="TinyMistral"/>.</param>
    public static IEnumerable<HostileFile> Variants(byte[] good)
    {
        var fields = new GgufFields(good);
        return Cuts(good, fields).Concat(Forgeries(good, fields)).Concat(Twins(good, fields)).Concat(Flips(good, fields)).Append(
            new HostileFile("with bytes behind its end", [.. good, 1, 2, 3]));
    }

    private static IEnumerable<HostileFile> Cuts(byte[] good, GgufFields fields)
    {
        var places = fields.All.Where(f => f.Name != "tokenizer.ggml.tokens").SelectMany(f => new[] { f.At, f.At + f.Bytes - 1 })
            .Concat([0, 1, fields.HeaderBytes, fields.HeaderBytes + 1, good.Length / 2, good.Length - 4097, good.Length - 33]);
        return places.Distinct().Select(place => new HostileFile($"cut at {place}", good[..place]));
    }

    private static IEnumerable<HostileFile> Forgeries(byte[] good, GgufFields fields)
    {
        var tokens = 0;
        foreach (var field in fields.All)
        {
            if (field.Name == "tokenizer.ggml.tokens" && field.Kind == GgufFieldKind.Length && tokens++ > 2) continue;
            foreach (var value in Forged(field))
            {
                var bytes = (byte[])good.Clone();
                for (var i = 0; i < field.Bytes; i++) bytes[field.At + i] = (byte)(value >> (8 * i));
                if (!bytes.AsSpan().SequenceEqual(good)) yield return new HostileFile($"{field.Kind} of {field.Name} at {field.At} set to {value}", bytes);
            }
        }
    }

    private static IEnumerable<ulong> Forged(GgufField field) => field.Kind switch
    {
        GgufFieldKind.Magic => [0, 0x46554747 + 1],
        GgufFieldKind.Version => [0, 1, 2, 4, 0x0300_0000],
        GgufFieldKind.Count or GgufFieldKind.Length or GgufFieldKind.Dimension or GgufFieldKind.Offset => Counts,
        GgufFieldKind.ValueType => [0, 1, 4, 5, 6, 7, 8, 9, 10, 12, 13, 0xFFFF_FFFF],
        GgufFieldKind.Integer => Numbers,
        GgufFieldKind.Float => Floats.Select(f => (ulong)BitConverter.SingleToUInt32Bits(f)),
        GgufFieldKind.Byte => [0, 1, 2, 255],
        GgufFieldKind.Dimensions => [0, 1, 3, 4, 5, 0xFFFF_FFFF],
        GgufFieldKind.TensorType => [0, 1, 2, 4, 8, 9, 14, 15, 26, 28, 30, 31, 43, 0xFFFF_FFFF],
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>A name or token takes the place of another of the same length.</summary>
    private static IEnumerable<HostileFile> Twins(byte[] good, GgufFields fields)
    {
        foreach (var group in fields.Texts.Where(t => t.Length > 0).GroupBy(t => (t.Name, t.Length)))
        {
            var texts = group.Take(6).ToList();
            for (var i = 1; i < texts.Count; i++)
            {
                var bytes = (byte[])good.Clone();
                good.AsSpan(texts[0].At, texts[0].Length).CopyTo(bytes.AsSpan(texts[i].At));
                yield return new HostileFile($"text at {texts[i].At} made equal to that at {texts[0].At}", bytes);
            }
        }
    }

    private static IEnumerable<HostileFile> Flips(byte[] good, GgufFields fields)
    {
        var random = new RandomWeights(7);
        var head = fields.All.Where(f => f.Name != "tokenizer.ggml.tokens").ToList();
        for (var i = 0; i < BitFlips + FlipsInTokens; i++)
        {
            // Most in the numbers, where they matter; some anywhere, mostly in the tokens.
            var field = head[(int)(random.Next() % (ulong)head.Count)];
            var at = i < BitFlips ? field.At + (int)(random.Next() % (ulong)(field.Bytes + 2)) : (int)(random.Next() % (ulong)fields.HeaderBytes);
            var bytes = (byte[])good.Clone();
            bytes[at] ^= (byte)(1 << (int)(random.Next() % 8));
            yield return new HostileFile($"bit of byte {at} turned", bytes);
        }
    }
}

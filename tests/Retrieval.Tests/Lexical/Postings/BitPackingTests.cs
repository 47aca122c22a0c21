using RagDocs.Retrieval.Lexical.Postings;

namespace RagDocs.Retrieval.Tests.Lexical.Postings;

public sealed class BitPackingTests
{
    [Fact]
    public void NumbersOfEveryWidthComeBack()
    {
        var random = new Random(1);
        for (var width = 0; width <= 31; width++)
        {
            foreach (var count in (int[])[1, 2, 7, 63, 127, BitPacking.Block])
            {
                var values = Enumerable.Range(0, count).Select(_ => (int)(random.NextInt64() & ((1L << width) - 1))).ToArray();
                if (width > 0) values[random.Next(count)] |= 1 << (width - 1);
                Assert.Equal(width, BitPacking.Width(values));
                var packed = new byte[BitPacking.PackedLength(count, width)];
                BitPacking.Pack(values, width, packed);
                var back = Enumerable.Repeat(-1, BitPacking.Block).ToArray();
                BitPacking.Unpack(packed, count, width, back);
                Assert.Equal(values, back[..count]);
                Assert.All(back[count..], value => Assert.Equal(0, value));
            }
        }
    }

    [Fact]
    public void GapsSumUpToTheUnits()
    {
        var random = new Random(2);
        var units = Enumerable.Range(0, BitPacking.Block).Aggregate(new List<int> { 41 }, (list, _) => [.. list, list[^1] + 1 + random.Next(1000)]);
        var gaps = units.Skip(1).Zip(units, (next, before) => next - before - 1).ToArray();
        BitPacking.SumGaps(gaps, 41);
        Assert.Equal(units.Skip(1), gaps);
    }

    [Fact]
    public void ABoundIsNeverBelowWhatItBounds()
    {
        var random = new Random(3);
        var impacts = new Impacts();
        for (var round = 0; round < 300; round++)
        {
            var postings = Enumerable.Range(0, random.Next(1, 129))
                .Select(_ => (Frequency: 1 + (int)Math.Pow(random.Next(1, 80), random.NextDouble()), Length: random.Next(1, 500))).ToList();
            impacts.Clear();
            foreach (var (frequency, length) in postings) impacts.Add(frequency, length);
            var output = new ByteWriter();
            impacts.Write(output);
            var norm = new FieldNorm(new FieldOptions(3 * random.NextDouble(), random.NextDouble()), 1 + random.Next(300));
            var reader = new ByteReader(output.Written);
            var (bound, best) = (Impacts.Bound(ref reader, norm), postings.Max(p => norm.Weigh(p.Frequency, p.Length)));
            Assert.True(bound >= best);
            Assert.True(reader.AtEnd);
        }
    }
}

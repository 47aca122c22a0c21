using System.Text;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Segments;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Lexical.Postings;

public sealed class KeywordPartTests
{
    private static readonly Bm25Options TwoFields = new(1.2, [new FieldOptions(1, 0.75), new FieldOptions(2, 0.3)]);

    [Fact]
    public void EveryTermIsFoundWithTheUnitsThatHoldIt()
    {
        var corpus = Corpus.Random(new Random(1), 2000, 2, 5000);
        var part = corpus.Part();
        var expected = corpus.Units.SelectMany(unit => unit.SelectMany(field => field).Distinct()).CountBy(word => word).ToDictionary();
        Assert.Equal((expected.Count, 2000, 2), (part.Terms, part.Units, part.Fields));
        Assert.All(expected, word => Assert.Equal(word.Value, part.DocumentFrequency(Encoding.UTF8.GetBytes(word.Key))));
        Assert.Equal(0, part.DocumentFrequency("nowhere"u8));
        Assert.Equal(0, part.DocumentFrequency("zzz"u8));
        Assert.Equal(0, part.DocumentFrequency(""u8));
        Assert.Equal(corpus.Units.Sum(unit => unit[0].Length), part.TotalLength(0));
        var beginning = part.StartingWith("w12"u8, 1000);
        var expectedBeginning = expected.Keys.Where(word => word.StartsWith("w12", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(expectedBeginning, beginning.Select(found => Encoding.UTF8.GetString(found.Term)));
    }

    [Fact]
    public void MergingWithoutDeadUnitsGivesThePartThatOnlyTheLivingWouldHaveMade()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var corpora = Enumerable.Range(0, 3).Select(_ => Corpus.Random(random, random.Next(1, 1200), 3, 400)).ToList();
            var living = corpora.ConvertAll(corpus => Corpus.SomeAllowed(random, corpus.Units.Count));
            using var output = new MemoryStream();
            var units = KeywordPartMerger.Merge([.. corpora.Select((corpus, i) => new LivingPart(corpus.Part(), living[i]))], output, CancellationToken.None);
            var whole = new Corpus([.. corpora.SelectMany((corpus, i) => corpus.Where(unit => living[i]?.Contains(unit) ?? true).Units)]);
            Assert.Equal(whole.Units.Count, units);
            if (units > 0) Assert.Equal(whole.Bytes(), output.ToArray());
        }
    }

    [Fact]
    public void AMappedFileIsSearchedLikeMemory()
    {
        using var folder = new TempFolder();
        var corpus = Corpus.Random(new Random(2), 500, 2, 300);
        var path = Path.Combine(folder.Path, "words");
        File.WriteAllBytes(path, corpus.Bytes());
        using var file = MappedFile.Open(path);
        var part = KeywordPart.Open(file.Memory, path);
        part.Verify();
        var query = KeywordQuery.Of("w1", "w7", "w30");
        var found = KeywordSearch.Search([new SearchedPart(part, null)], query, TwoFields, 20, CancellationToken.None);
        Assert.Equal(KeywordSearch.Search([new SearchedPart(corpus.Part(), null)], query, TwoFields, 20, CancellationToken.None), found);
        Assert.Equal(20, found.Count);
    }

    [Fact]
    public void ATurnedBitIsNoticedByVerifyingAndNeverMoreThanAnErrorOrAWrongRanking()
    {
        var bytes = Corpus.Random(new Random(5), 700, 2, 200).Bytes();
        var query = new KeywordQuery(
            [QueryTerm.Of("w1"), QueryTerm.Of("w2"), QueryTerm.Of("w30"), new QueryTerm(["w5"u8.ToArray(), "w6"u8.ToArray()]), QueryTerm.StartingWith("w1")],
            [new QueryPhrase([new PhraseWord(["w1"u8.ToArray()], 0), new PhraseWord(["w2"u8.ToArray()], 1)])]);
        var random = new Random(11);
        var noticed = 0;
        for (var round = 0; round < 4000; round++)
        {
            var damaged = (byte[])bytes.Clone();
            // Some rounds turn one bit, others write over a run of bytes; the beginning, where the offsets are, gets its share.
            var at = random.Next(random.Next(4) == 0 ? 200 : bytes.Length);
            if (round % 2 == 0) damaged[at] ^= (byte)(1 << random.Next(8));
            else random.NextBytes(damaged.AsSpan(at, Math.Min(1 + random.Next(12), bytes.Length - at)));
            if (damaged.AsSpan().SequenceEqual(bytes)) continue;
            try
            {
                var part = KeywordPart.Open(damaged, "damaged");
                Assert.Throws<DamagedIndexException>(part.Verify);
                Assert.Throws<DamagedIndexException>(() => KeywordPartMerger.Merge([new LivingPart(part, null)], new MemoryStream(), CancellationToken.None));
                KeywordSearch.Search([new SearchedPart(part, null)], query with { Phrases = [] }, TwoFields, 20, CancellationToken.None);
                KeywordSearch.Search([new SearchedPart(part, null)], query, TwoFields, 20, CancellationToken.None);
            }
            catch (DamagedIndexException)
            {
                noticed++;
            }
        }

        Assert.True(noticed > 500);
    }

    [Fact]
    public void APartThatIsCutOrOfAnotherKindIsNotOpened()
    {
        var bytes = Corpus.OfTexts("tax return").Bytes();
        for (var length = 0; length < bytes.Length; length++) Assert.Throws<DamagedIndexException>(() => KeywordPart.Open(bytes.AsMemory(0, length), "cut"));
        Assert.Throws<DamagedIndexException>(() => KeywordPart.Open(new byte[bytes.Length], "zeros"));
        Assert.Throws<DamagedIndexException>(() => KeywordPart.Open((byte[])[.. bytes, 0], "longer"));
    }

    [Fact]
    public void TermsMayBeLongEmptyOrNoText()
    {
        var builder = new KeywordPartBuilder(1, positions: true);
        var huge = new string('x', 5000);
        builder.Add(0, huge, 0);
        builder.Add(0, ""u8, 1);
        builder.Add(0, (ReadOnlySpan<byte>)[0xff, 0x00, 0xfe], 2);
        builder.Add(0, "naïve", 3);
        builder.EndUnit();
        var part = KeywordPart.Open(builder.ToArray(), "test");
        byte[][] terms = [Encoding.UTF8.GetBytes(huge), [], [0xff, 0x00, 0xfe], Encoding.UTF8.GetBytes("naïve")];
        Assert.All(terms, term => Assert.Equal(1, part.DocumentFrequency(term)));
        Assert.Equal(4, part.Terms);
    }

    [Fact]
    public void FieldsAndPositionsOutOfOrderAreRefused()
    {
        var builder = new KeywordPartBuilder(2, positions: true);
        builder.Add(1, "a"u8, 5);
        Assert.Throws<ArgumentException>(() => builder.Add(0, "b"u8, 6));
        Assert.Throws<ArgumentException>(() => builder.Add(2, "b"u8, 6));
        Assert.Throws<ArgumentException>(() => builder.Add(1, "a"u8, 4));
    }
}

using System.Text;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Tests.Lexical.Postings;

public sealed class KeywordSearchTests
{
    private static readonly Bm25Options OneField = new(1.2, [new FieldOptions(1, 0.75)]);

    [Fact]
    public void TheRankingIsExactlyThatOfScoringEveryUnit()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var fields = random.Next(1, 5);
            var corpora = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Corpus.Random(random, random.Next(1, 2500), fields, 20 << random.Next(6))).ToList();
            var allowed = corpora.ConvertAll(corpus => Corpus.SomeAllowed(random, corpus.Units.Count));
            var options = SomeOptions(random, fields);
            var parts = corpora.Select((corpus, i) => new SearchedPart(corpus.Part(), allowed[i])).ToList();
            var model = corpora.Select((corpus, i) => (corpus, (Func<int, bool>)(unit => allowed[i]?.Contains(unit) ?? true))).ToList();
            for (var question = 0; question < 6; question++)
            {
                var (query, most) = (SomeQuery(random), 1 + random.Next(random.Next(2) == 0 ? 5 : 60));
                var found = KeywordSearch.Search(parts, query, options, most, CancellationToken.None);
                Assert.Equal(BruteForce.Search(model, query, options, most), found);
            }
        }
    }

    [Fact]
    public void LongListsAreSkippedWithoutLosingAnything()
    {
        var random = new Random(7);
        var corpus = Corpus.Random(random, 30_000, 2, 3000, longest: 20);
        var part = new SearchedPart(corpus.Part(), null);
        var options = new Bm25Options(0.9, [new FieldOptions(1, 0.4), new FieldOptions(2, 0)]);
        for (var question = 0; question < 12; question++)
        {
            var query = KeywordQuery.Of([.. Enumerable.Range(0, random.Next(2, 15)).Select(_ => Corpus.Word(random, 3000)).Distinct()]);
            var found = KeywordSearch.Search([part], query, options, 10, CancellationToken.None);
            Assert.Equal(BruteForce.Search([(corpus, _ => true)], query, options, 10), found);
        }
    }

    [Fact]
    public void ScoresAreThoseOfTheTextbook()
    {
        var corpus = Corpus.OfTexts("tax return form", "tax tax office", "annual leave form for the office", "printer paper");
        var found = Find(corpus, "tax", "form");
        // idf = ln(1 + (4 - 2 + .5) / 2.5), average length 14 / 4; unit 0 has both words once, unit 1 one of them twice, unit 2 one once.
        var idf = Math.Log(2);
        double Score(int frequency, int length) => idf * 2.2 * frequency / (frequency + 1.2 * (0.25 + 0.75 * length / 3.5));
        double[] expected = [2 * Score(1, 3), Score(2, 3), Score(1, 6)];
        Assert.Equal([0, 1, 2], found.Select(f => f.Unit));
        var full = 2 * idf * 2.2;
        foreach (var (f, score) in found.Zip(expected)) Assert.Equal(score / full, f.Score / (double)TermScore.Full, 1e-6);
    }

    [Fact]
    public void APhraseIsFoundOnlyWhereItsWordsStandInOrderInOneField()
    {
        var corpus = new Corpus(
        [
            [["fiscal", "year", "2022"], ["report"]],
            [["year", "fiscal", "2022"], ["report"]],
            [["fiscal"], ["year", "2022"]],
            [["the", "fiscal", "year"], ["fiscal", "year", "2022"]],
        ]);
        var options = new Bm25Options(1.2, [new FieldOptions(1, 0.75), new FieldOptions(1, 0.75)]);
        var query = KeywordQuery.Of("fiscal") with { Phrases = [Phrase("fiscal", "year", "2022")] };
        var found = KeywordSearch.Search([new SearchedPart(corpus.Part(), null)], query, options, 10, CancellationToken.None);
        Assert.Equal([0, 3], found.Select(f => f.Unit).Order());
    }

    [Fact]
    public void APrefixFindsEveryWordThatBeginsSo()
    {
        var corpus = Corpus.OfTexts("iso-9001 audit", "iso-14001", "isolated case", "din-iso", "ISO");
        var query = new KeywordQuery([QueryTerm.StartingWith("iso-")], []);
        var found = KeywordSearch.Search([new SearchedPart(corpus.Part(), null)], query, OneField, 10, CancellationToken.None);
        Assert.Equal([0, 1], found.Select(f => f.Unit).Order());
    }

    [Fact]
    public void NothingIsFoundWhereNothingIsAllowedOrAskedFor()
    {
        var part = Corpus.OfTexts("tax", "tax").Part();
        var query = KeywordQuery.Of("tax");
        Assert.Empty(KeywordSearch.Search([new SearchedPart(part, new AllowedUnits([], 2))], query, OneField, 10, CancellationToken.None));
        Assert.Empty(KeywordSearch.Search([new SearchedPart(part, null)], KeywordQuery.Of("leave"), OneField, 10, CancellationToken.None));
        Assert.Empty(KeywordSearch.Search([new SearchedPart(part, null)], KeywordQuery.Of(), OneField, 10, CancellationToken.None));
        Assert.Empty(KeywordSearch.Search([new SearchedPart(new Corpus([]).Part(), null)], query, OneField, 10, CancellationToken.None));
        Assert.Empty(KeywordSearch.Search([], query, OneField, 10, CancellationToken.None));
    }

    [Fact]
    public void OfManyTermsWithOnePrefixTheMostFrequentAreTaken()
    {
        var corpus = Corpus.OfTexts([.. Enumerable.Range(100, 100).Select(i => $"iso{i}"), "iso150 iso199", "iso199"]);
        var expanded = KeywordSearch.Expand([corpus.Part(), corpus.Part()], "iso"u8.ToArray()).Select(Encoding.UTF8.GetString).ToList();
        Assert.Equal(KeywordSearch.MostExpansions, expanded.Count);
        Assert.Equal(["iso199", "iso150", "iso100"], expanded[..3]);
    }

    [Fact]
    public void ACancelledSearchEnds()
    {
        var part = new SearchedPart(Corpus.OfTexts("tax").Part(), null);
        Assert.Throws<OperationCanceledException>(() => KeywordSearch.Search([part], KeywordQuery.Of("tax"), OneField, 10, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void WindowsCoverTheAllowedUnitsAndLittleElse()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var units = random.Next(1, 30_000);
            var allowed = Corpus.SomeAllowed(random, units) ?? new AllowedUnits([new UnitRange(0, units)], units);
            var windows = WindowedMaxScore.Windows(allowed.Ranges).ToList();
            Assert.All(windows, window => Assert.InRange(window.End - window.Start, 1, 4096));
            Assert.All(windows.Skip(1).Zip(windows), pair => Assert.True(pair.Second.End <= pair.First.Start));
            Assert.Equal(allowed.Count, windows.Sum(window => Enumerable.Range(window.Start, window.End - window.Start).Count(allowed.Contains)));
        }
    }

    private static IReadOnlyList<FoundUnit> Find(Corpus corpus, params string[] words) =>
        KeywordSearch.Search([new SearchedPart(corpus.Part(), null)], KeywordQuery.Of(words), OneField, 10, CancellationToken.None);

    private static QueryPhrase Phrase(params string[] words) => new([.. words.Select((word, i) => new PhraseWord([Encoding.UTF8.GetBytes(word)], i))]);

    private static Bm25Options SomeOptions(Random random, int fields) => new(
        0.3 + 2 * random.NextDouble(),
        [.. Enumerable.Range(0, fields).Select(_ => new FieldOptions(
            random.Next(6) == 0 ? 0 : 3 * random.NextDouble(), random.Next(4) == 0 ? random.Next(2) : random.NextDouble()))]);

    private static KeywordQuery SomeQuery(Random random)
    {
        var terms = new List<QueryTerm>();
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            var weight = random.Next(2) == 0 ? 1 : 2 * random.NextDouble() + 0.01;
            var words = Enumerable.Range(0, random.Next(4) == 0 ? 3 : 1).Select(_ => Corpus.Word(random, 600)).Distinct().Select(Encoding.UTF8.GetBytes).ToArray();
            terms.Add(random.Next(12) == 0 ? QueryTerm.StartingWith($"w{random.Next(1, 40)}", weight) : new QueryTerm(words, weight));
        }

        var phrases = random.Next(4) == 0 ? [Phrase(Corpus.Word(random, 8), Corpus.Word(random, 8))] : Array.Empty<QueryPhrase>();
        return new KeywordQuery(terms, phrases);
    }
}

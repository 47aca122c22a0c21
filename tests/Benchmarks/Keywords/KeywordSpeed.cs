using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Segments;
using RagDocs.TestSupport;

namespace RagDocs.Benchmarks.Keywords;

/// <summary>Our keyword index against Xapian and SQLite FTS5: the same terms, the same questions, in turns; CPU time and quality.</summary>
internal static class KeywordSpeed
{
    private const int Runs = 5;
    private const int Top = 50;
    private const double K1 = 0.9;
    private const double B = 0.4;
    private static readonly Bm25Options Options = new(K1, [new FieldOptions(1, B)]);

    public static async Task<int> RunAsync(string data, int chunks, bool stopWords)
    {
        using var folder = new TempFolder();
        var labelled = await KeywordCorpus.OfLabelledAsync(data, "cranfield", stopWords);
        await QualityAsync(labelled, folder.File("labelled/x"));

        var corpus = await KeywordCorpus.OfWindowsAsync(data, chunks, stopWords);
        Console.WriteLine($"{corpus.Chunks.Count} chunks, {corpus.Chunks.Average(c => c.Length):0} terms each; stop words {(stopWords ? "kept" : "dropped")}");
        Console.WriteLine($"{corpus.Queries.Count} questions, {corpus.Queries.Average(q => q.Length):0.0} terms each");
        var path = folder.File("speed/part");
        corpus.WriteTo(Path.GetDirectoryName(path)!);
        for (var run = 0; run < 3; run++) Build(corpus, path);
        using var file = MappedFile.Open(path);
        var part = KeywordPart.Open(file.Memory, path);
        await using var xapian = await KeywordRival.StartAsync("xapian", Path.GetDirectoryName(path)!, K1, B, Top);
        Describe(xapian, corpus);
        var queries = Queries(corpus);
        for (var warm = 0; warm < 3; warm++) Search(part, queries);
        var (ours, theirs) = (new List<Round>(), new List<Round>());
        for (var run = 0; run < Runs; run++)
        {
            theirs.Add(await xapian.RunAsync());
            ours.Add(Search(part, queries));
            Console.WriteLine($"run {run + 1}: Xapian {Describe(theirs[^1])}; ours {Describe(ours[^1])}; ratio {Mean(ours[^1]) / Mean(theirs[^1]):0.000}");
        }

        var overlap = ours[0].Found.Zip(theirs[0].Found, (mine, other) => other.Count == 0 ? 1 : mine.Intersect(other).Count() / (double)other.Count).Average();
        var (theirMean, ourMean) = (CpuTime.Median(theirs.Select(Mean)), CpuTime.Median(ours.Select(Mean)));
        Console.WriteLine($"medians of {Runs}: Xapian {theirMean:0.0000} ms a question, ours {ourMean:0.0000} ms, ratio {ourMean / theirMean:0.000}");
        Console.WriteLine($"{overlap:P1} of the top {Top} are the same");
        // With stop words a question takes FTS5 a tenth of a second.
        if (stopWords) return 0;
        await using var fts5 = await KeywordRival.StartAsync("fts5", Path.GetDirectoryName(path)!, K1, B, Top);
        Describe(fts5, corpus);
        Console.WriteLine($"one run: {Describe(await fts5.RunAsync())}");
        return 0;
    }

    private static async Task QualityAsync(KeywordCorpus corpus, string path)
    {
        corpus.WriteTo(Path.GetDirectoryName(path)!);
        Build(corpus, path);
        using var file = MappedFile.Open(path);
        var ours = Search(KeywordPart.Open(file.Memory, path), Queries(corpus));
        Console.WriteLine($"cranfield, {corpus.Chunks.Count} abstracts, {corpus.Queries.Count} questions, nDCG@10: ours {corpus.Quality(ours.Found):0.0000}");
        foreach (var name in (string[])["xapian", "fts5"])
        {
            await using var rival = await KeywordRival.StartAsync(name, Path.GetDirectoryName(path)!, K1, B, Top);
            Console.WriteLine($"    {name} {corpus.Quality((await rival.RunAsync()).Found):0.0000}");
        }
    }

    private static void Build(KeywordCorpus corpus, string path)
    {
        var before = Environment.CpuUsage.TotalTime;
        var builder = new KeywordPartBuilder(fields: 1, positions: true);
        foreach (var chunk in corpus.Chunks)
        {
            for (var at = 0; at < chunk.Length; at++) builder.Add(0, chunk[at], at);
            builder.EndUnit();
        }

        var added = Environment.CpuUsage.TotalTime;
        using (var output = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16)) builder.WriteTo(output, CancellationToken.None);
        var written = Environment.CpuUsage.TotalTime;
        var rate = corpus.Chunks.Count / (written - before).TotalSeconds;
        Console.WriteLine($"ours: added in {(added - before).TotalSeconds:0.00} s, written in {(written - added).TotalSeconds:0.00} s CPU ({rate:0} chunks/s)");
        Console.WriteLine($"    {builder.Size / 1e6:0} MB while building, {new FileInfo(path).Length / 1e6:0.0} MB on disk");
    }

    private static KeywordQuery[] Queries(KeywordCorpus corpus) =>
        [.. corpus.Queries.Select(terms => new KeywordQuery([.. terms.CountBy(term => term).Select(term => QueryTerm.Of(term.Key, term.Value))], []))];

    private static Round Search(KeywordPart part, KeywordQuery[] queries)
    {
        var (nanoseconds, found) = (new List<long>(queries.Length), new List<IReadOnlyList<int>>(queries.Length));
        foreach (var query in queries)
        {
            var before = Environment.CpuUsage.TotalTime;
            var units = KeywordSearch.Search([new SearchedPart(part, null)], query, Options, Top, CancellationToken.None);
            nanoseconds.Add((long)(Environment.CpuUsage.TotalTime - before).TotalNanoseconds);
            found.Add([.. units.Select(unit => unit.Unit)]);
        }

        return new Round(nanoseconds, found);
    }

    private static double Mean(Round round) => round.Nanoseconds.Sum() / 1e6 / round.Nanoseconds.Count;

    private static void Describe(KeywordRival rival, KeywordCorpus corpus) => Console.WriteLine(
        $"{rival.Name} {rival.Built.Version}: {rival.Built.Seconds:0.0} s CPU ({corpus.Chunks.Count / rival.Built.Seconds:0} chunks/s), {rival.Built.Bytes / 1e6:0.0} MB");

    private static string Describe(Round round)
    {
        var sorted = round.Nanoseconds.Order().ToArray();
        return $"p50 {sorted[sorted.Length / 2] / 1e6:0.000}, p95 {sorted[sorted.Length * 95 / 100] / 1e6:0.000}, mean {Mean(round):0.000} ms CPU";
    }
}

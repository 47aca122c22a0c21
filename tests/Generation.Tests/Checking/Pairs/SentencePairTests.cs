using System.Diagnostics;
using System.Globalization;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Checking.Pairs;

/// <summary>
/// What the checker makes of 300 sentences made from the development documents: true ones said in other ways, and ones that are altered. The
/// thresholds were chosen on the first half of the documents; the second half is only measured.
/// </summary>
public sealed class SentencePairTests
{
    private const double Wanted = 0.95;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    public void AlteredSentencesAreMarkedAndTrueOnesAreNotCalledUnsupported(int half, int seed)
    {
        Assert.SkipWhen(DevelopmentData.Folder is null, DevelopmentData.Missing);
        var pairs = PairSet.Make(DevelopmentData.Folder, half, seed);
        var model = StaticEmbeddingGenerator.LoadBuiltIn();
        var checker = new SentenceChecker(word => model.Embed(word));

        foreach (var pair in pairs.Take(100)) Check(checker, pair);
        var started = Stopwatch.GetTimestamp();
        var judged = pairs.ConvertAll(p => (Pair: p, Check: Check(checker, p)));
        var elapsed = Stopwatch.GetElapsedTime(started);

        foreach (var kind in judged.GroupBy(j => j.Pair.Kind)) Write(Line(kind.Key, [.. kind]));
        var (altered, right) = (judged.FindAll(j => !j.Pair.IsTrue), judged.FindAll(j => j.Pair.IsTrue));
        Write($"of {altered.Count} altered {Share(altered, v => v != SentenceVerdict.Supported):P1} not supported; of {right.Count} true {Share(right, v => v != SentenceVerdict.Unsupported):P1} "
            + $"not unsupported, {Share(right, v => v == SentenceVerdict.Supported):P1} supported");
        foreach (var (pair, check) in judged.Where(j => j.Pair.IsTrue ? j.Check.Verdict != SentenceVerdict.Supported : j.Check.Verdict == SentenceVerdict.Supported))
        {
            Write($"\n[{pair.Kind}: {check.Verdict}, {check.Coverage:0.00}] {pair.Sentence}\n  {string.Join(" ", check.Findings.Select(f => f.Reason))}\n  {pair.Source.Document}: {pair.Source.Text.ReplaceLineEndings(" ")}");
        }

        Write($"{elapsed.TotalMilliseconds / pairs.Count:0.00} ms for a passage and a sentence");
        Assert.Equal(300, pairs.Count);
        Assert.True(Share(altered, v => v != SentenceVerdict.Supported) >= Wanted);
        Assert.True(Share(right, v => v != SentenceVerdict.Unsupported) >= Wanted);
    }

    private static SentenceCheck Check(SentenceChecker checker, SentencePair pair) =>
        checker.Begin([SomePassage.Of(pair.Source.Text, pair.Source.Title, pair.Source.Heading)]).Check(new Sentence(pair.Sentence, [new Evidence(0, "")]));

    private static double Share(List<(SentencePair Pair, SentenceCheck Check)> judged, Func<SentenceVerdict, bool> good) =>
        judged.Count(j => good(j.Check.Verdict)) / (double)judged.Count;

    private static string Line(string kind, List<(SentencePair Pair, SentenceCheck Check)> judged) => string.Create(
        CultureInfo.InvariantCulture,
        $"{kind,-18} {judged.Count,3}: supported {judged.Count(j => j.Check.Verdict == SentenceVerdict.Supported),3}, partly {judged.Count(j => j.Check.Verdict == SentenceVerdict.Partly),3}, "
        + $"unsupported {judged.Count(j => j.Check.Verdict == SentenceVerdict.Unsupported),3}, not checked {judged.Count(j => j.Check.Verdict == SentenceVerdict.NotChecked),3}");

    private static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}

using System.Diagnostics;
using RagDocs.Generation;
using RagDocs.Generation.Checking;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Text;

namespace RagDocs.Benchmarks;

/// <summary>
/// What checking a sentence takes over eight passages of a folder's text files: the first sentence of an answer reads the passages it cites, a sentence
/// that its source does not carry is compared with all of them.
/// </summary>
internal static class CheckSpeed
{
    private const int Passages = 8;
    private const int PassageLength = 1400;
    private const int Rounds = 150;

    public static int Run(string folder)
    {
        var texts = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".md", StringComparison.Ordinal) || f.EndsWith(".txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(t => t.Length >= PassageLength).Take(Passages * 8).ToList();
        using var model = StaticEmbeddingGenerator.LoadBuiltIn();
        var checker = new SentenceChecker(word => model.Embed(word));
        var (first, verbatim, reworded, foreign) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var offered = Enumerable.Range(0, Passages).Select(i => PassageOf(texts[(round + (i * 7)) % texts.Count], i)).ToList();
            var check = checker.Begin(offered);
            var sentences = SentenceSplitter.Split(offered[0].Text).Select(s => offered[0].Text.Substring(s.Start, s.Length)).Where(s => s.Split(' ').Length > 8).Take(3).ToList();
            var other = SentenceSplitter.Split(texts[(round + 3) % texts.Count]).Select(s => s.Of(texts[(round + 3) % texts.Count]).ToString()).FirstOrDefault(s => s.Split(' ').Length > 12);
            if (sentences.Count < 3 || other is null) continue;
            first.Add(Time(check, Reworded(sentences[0])));
            verbatim.Add(Time(check, sentences[1]));
            reworded.Add(Time(check, Reworded(sentences[2])));
            foreign.Add(Time(check, other));
        }

        Print("first sentence, reworded: reads the cited passage", first);
        Print("taken word for word", verbatim);
        Print("reworded", reworded);
        Print("not in what it cites: compared with all eight", foreign);
        return 0;
    }

    private static double Time(AnswerCheck check, string sentence)
    {
        var started = Stopwatch.GetTimestamp();
        check.Check(new Sentence(sentence, [new Generation.Evidence(0, "")]));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    // Every fifth word left out: no longer verbatim, still carried.
    private static string Reworded(string sentence) => string.Join(' ', sentence.Split(' ').Where((_, i) => i % 5 != 3));

    private static Passage PassageOf(string text, int i) => new()
    {
        ChunkId = i, CollectionId = 1, Collection = "All", DocumentId = i, VersionId = i, VersionNumber = 1, Title = $"Document {i}", Path = $"{i}.md", HeadingPath = "",
        Text = text[..PassageLength], Place = new Place(null, 1, 0, PassageLength), Score = 1,
    };

    private static void Print(string name, List<double> times)
    {
        // The first rounds are the compiler's.
        var warm = times.Skip(times.Count / 3).Order().ToList();
        Console.WriteLine($"{name}: median {warm[warm.Count / 2]:0.00} ms, 95 % within {warm[warm.Count * 95 / 100]:0.00} ms ({warm.Count} sentences)");
    }
}

using System.Diagnostics;
using System.Text.Json;
using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Text;

namespace RagDocs.Benchmarks.Keywords;

/// <param name="Relevant">Units that answer each query; empty where that is not known.</param>
internal sealed record KeywordCorpus(IReadOnlyList<string[]> Chunks, IReadOnlyList<string[]> Queries, IReadOnlyList<IReadOnlySet<int>> Relevant)
{
    private const int ChunkWords = 180;
    private static readonly string[] Sets = ["finance-pdf", "handbook-18f", "cranfield", "xquad-en"];

    /// <summary>
    /// Windows of 180 words over all texts of the development sets, pass after pass with other offsets, until there are so many different
    /// ones; every development question is a query.
    /// </summary>
    /// <param name="stopWords">Whether to keep them.</param>
    public static async Task<KeywordCorpus> OfWindowsAsync(string data, int chunks, bool stopWords)
    {
        var texts = new List<string[]>();
        foreach (var set in Sets)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(data, set, "docs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                texts.Add(Words(await TextAsync(file)));
            }
        }

        var passes = Math.Max(1, chunks / texts.Sum(words => words.Length / ChunkWords + 1) * 5 / 4 + 2);
        var (windows, seen) = (new List<string[]>(), new HashSet<string>(StringComparer.Ordinal));
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var words in texts)
            {
                for (var start = pass * ChunkWords / passes; start < words.Length && windows.Count < chunks; start += ChunkWords)
                {
                    var window = words[start..Math.Min(start + ChunkWords, words.Length)];
                    if (seen.Add(string.Join(' ', window))) windows.Add(Terms(window, stopWords));
                }
            }
        }

        return new KeywordCorpus(windows, [.. Sets.SelectMany(set => Questions(data, set)).Select(q => Terms(Words(q.Text), stopWords))], []);
    }

    /// <summary>One set with judgements by file: every file is a unit.</summary>
    public static async Task<KeywordCorpus> OfLabelledAsync(string data, string set, bool stopWords)
    {
        var (units, numbers) = (new List<string[]>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var folder = Path.Combine(data, set, "docs");
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            numbers.Add(Path.GetRelativePath(folder, file), units.Count);
            units.Add(Terms(Words(await TextAsync(file)), stopWords));
        }

        var questions = Questions(data, set).Where(q => q.Files.Count > 0).ToList();
        var relevant = questions.ConvertAll(q => (IReadOnlySet<int>)q.Files.Select(file => numbers[file]).ToHashSet());
        return new KeywordCorpus(units, questions.ConvertAll(q => Terms(Words(q.Text), stopWords)), relevant);
    }

    /// <summary>As the rivals read it.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "chunks.txt"), Chunks.Select(terms => string.Join(' ', terms)));
        File.WriteAllLines(Path.Combine(folder, "queries.txt"), Queries.Select(terms => string.Join(' ', terms)));
    }

    /// <summary>nDCG@10 with binary gain, mean over the queries.</summary>
    public double Quality(IReadOnlyList<IReadOnlyList<int>> found) => Relevant.Select((relevant, query) =>
        found[query].Take(10).Select((unit, rank) => relevant.Contains(unit) ? 1 / Math.Log2(rank + 2) : 0).Sum()
        / Enumerable.Range(0, Math.Min(10, relevant.Count)).Sum(rank => 1 / Math.Log2(rank + 2))).Average();

    private static string[] Words(string text) => [.. PlainWords.Of(text)];

    // Lower case and the plural's s cut off (Harman 1991, "How effective is suffixing?"): the same simple terms for every engine.
    private static string[] Terms(string[] words, bool stopWords) =>
        [.. words.Select(word => word.ToLowerInvariant()).Where(word => stopWords || !StopWords.Contains(word)).Select(Stem)];

    private static string Stem(string word) => word switch
    {
        [.., not ('e' or 'a'), 'i', 'e', 's'] => word[..^3] + "y",
        [.., not ('a' or 'e' or 'o'), 'e', 's'] => word[..^1],
        [_, .., not ('u' or 's'), 's'] => word[..^1],
        _ => word,
    };

    private static IEnumerable<(string Text, IReadOnlyList<string> Files)> Questions(string data, string set)
    {
        foreach (var line in File.ReadLines(Path.Combine(data, set, "questions.jsonl")))
        {
            using var question = JsonDocument.Parse(line);
            var files = question.RootElement.TryGetProperty("evidence", out var evidence) && evidence.ValueKind == JsonValueKind.Array
                ? evidence.EnumerateArray().Select(e => e.GetProperty("file").GetString()!).Distinct().ToList() : [];
            yield return (question.RootElement.GetProperty("question").GetString()!, files);
        }
    }

    private static async Task<string> TextAsync(string file)
    {
        if (!file.EndsWith(".pdf", StringComparison.Ordinal)) return await File.ReadAllTextAsync(file);
        using var process = Process.Start(new ProcessStartInfo("pdftotext", [file, "-"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }
}

using RagDocs.TestSupport;

namespace RagDocs.Benchmarks.Engine;

/// <summary>Our engine over HTTP beside node-llama-cpp in turns: prompt, generation, parallel askers, a prefix seen before, lookup, memory.</summary>
internal static class EngineSpeed
{
    private const int Context = 4096;
    private const int Rounds = 5;
    private const int PrefixTokens = 1000;

    public static async Task<int> RunAsync(string folder, string size, int threads)
    {
        var model = BenchmarkModels.Find(folder, size);
        var (prompt, generate, rounds) = size == "7b" ? (128, 16, 11) : (256, 32, 21);
        await NodeRival.InstallAsync();
        await AgainstRivalAsync(model, threads, prompt, generate, rounds);
        // What follows is about the engine, not about the size: the small model shows it in minutes.
        if (size == "7b") return 0;
        await ParallelAsync(model, threads, prompt: 32, generate: 96);
        await PrefixAsync(model, threads);
        await LookupAsync(model, threads, generate: 128);
        return 0;
    }

    private static async Task AgainstRivalAsync(string model, int threads, int prompt, int generate, int rounds)
    {
        var (ours, theirs) = (new List<EngineAnswer>(), new List<RivalAnswer>());
        // So small that the question before gives way: the rival, too, begins each with nothing in its cache.
        var context = 2 * prompt;
        await using var engine = await EngineProcess.StartAsync(model, context, "--threads", $"{threads}", "--no-lookup");
        await using var rival = NodeRival.Start(model, threads, context);
        // Both stay loaded and answer in turns, who is first too, so that both meet the same moments of the machine. Two rounds warm up.
        for (var round = -2; round < rounds; round++)
        {
            // Begins elsewhere in the text each time, so that nothing can be reused.
            var text = BenchmarkModels.Prompt(prompt, offset: 7 * (round + 2));
            var oursFirst = round % 2 == 0 ? await engine.AskAsync(text, generate) : null;
            var answer = await rival.AskAsync($"[INST] {text} [/INST]", generate);
            var own = oursFirst ?? await engine.AskAsync(text, generate);
            if (round < 0) continue;
            ours.Add(own);
            theirs.Add(answer);
            Console.WriteLine($"  round {round + 1}: prompt {own.PromptRate:0.0} against {answer.PromptRate:0.0}, generation {own.GenerationRate:0.0} against {answer.GenerationRate:0.0} tokens/s");
        }

        Compare("prompt, tokens/s", CpuTime.Median(ours.Select(a => a.PromptRate)), CpuTime.Median(theirs.Select(r => r.PromptRate)));
        Compare("generation, tokens/s", CpuTime.Median(ours.Select(a => a.GenerationRate)), CpuTime.Median(theirs.Select(r => r.GenerationRate)));
        Compare("peak memory, MiB", engine.PeakBytes / 1048576.0, theirs[^1].PeakBytes / 1048576.0);
        Console.WriteLine($"  model file {new FileInfo(model).Length / 1048576.0:0} MiB; the context holds {context} tokens");
    }

    private static async Task ParallelAsync(string model, int threads, int prompt, int generate)
    {
        await using var engine = await StartAsync(model, threads, "--no-lookup");
        var (one, four) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(await TotalRateAsync(engine, 1, prompt, generate));
            four.Add(await TotalRateAsync(engine, 4, prompt, generate));
        }

        Compare("4 askers against 1, words of all a second", CpuTime.Median(four), CpuTime.Median(one));
        Console.WriteLine($"  peak memory with a context of {Context} tokens: {engine.PeakBytes / 1048576.0:0} MiB");
    }

    private static async Task<double> TotalRateAsync(EngineProcess engine, int askers, int prompt, int generate)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, askers).Select(i => engine.AskAsync(BenchmarkModels.Prompt(prompt, offset: 13 * i), generate)));
        return answers.Sum(a => a.GeneratedTokens) / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task PrefixAsync(string model, int threads)
    {
        var (first, second) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var engine = await StartAsync(model, threads);
            await engine.AskAsync(BenchmarkModels.Prompt(16, offset: 7), 2);
            var system = BenchmarkModels.Prompt(PrefixTokens);
            first.Add((await engine.AskAsync(BenchmarkModels.Prompt(24, offset: 3), 2, system)).FirstText);
            second.Add((await engine.AskAsync(BenchmarkModels.Prompt(24, offset: 50), 2, system)).FirstText);
        }

        Compare($"seconds to the first word: second question with the same {PrefixTokens} tokens, against the first", CpuTime.Median(second), CpuTime.Median(first));
    }

    private static async Task LookupAsync(string model, int threads, int generate)
    {
        var prompt = BenchmarkModels.Prompt(300);
        await using var plain = await StartAsync(model, threads, "--no-lookup");
        await using var lookup = await StartAsync(model, threads);
        var (without, with) = (new List<EngineAnswer>(), new List<EngineAnswer>());
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await plain.AskAsync(prompt, generate));
            with.Add(await lookup.AskAsync(prompt, generate));
            if (with[^1].Text != without[^1].Text) throw new InvalidOperationException("Lookup changed the text.");
        }

        Compare("generation with lookup against without, tokens/s", CpuTime.Median(with.Select(a => a.GenerationRate)), CpuTime.Median(without.Select(a => a.GenerationRate)));
    }

    private static Task<EngineProcess> StartAsync(string model, int threads, params string[] options) =>
        EngineProcess.StartAsync(model, Context, ["--threads", $"{threads}", .. options]);

    private static void Compare(string what, double ours, double other) => Console.WriteLine($"{what}: {ours:0.00} against {other:0.00}, ratio {ours / other:0.00}");
}

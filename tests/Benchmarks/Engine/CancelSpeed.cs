using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RagDocs.TestSupport;

namespace RagDocs.Benchmarks.Engine;

/// <summary>
/// How soon a canceled answer frees its place: every place is taken and one more asker waits; one of those in the middle of their prompt or of
/// their answer closes its connection. Until the one who waits is told that the answer begins, over HTTP.
/// </summary>
internal static class CancelSpeed
{
    private const int Context = 8192;
    private const int Rounds = 12;

    public static async Task<int> RunAsync(string folder, string size, int threads)
    {
        var model = BenchmarkModels.Find(folder, size);
        foreach (var places in (int[])[1, 4])
        {
            await using var engine = await EngineProcess.StartAsync(model, Context, "--threads", $"{threads}", "--parallel", $"{places}");
            await MeasureAsync(engine, places, $"{places} in the middle of their prompts", (round, i) => Ask($"a{round}-{i}-", 1500, 8), 0);
            await MeasureAsync(engine, places, $"{places} in the middle of their answers", (round, i) => Ask($"b{round}-{i}-", 24, 1500), 0);
            if (places == 1) continue;
            await MeasureAsync(engine, places, "one of 3 that wait for what another one reads of the same prompt", (round, _) => Ask($"c{round}-", 1500, 8), places - 1);
            await MeasureAsync(engine, places, "a writer beside 3 in the middle of their prompts", (round, i) => i == 0 ? Ask($"d{round}-", 24, 1500) : Ask($"e{round}-{i}-", 1500, 8), 0);
        }

        return 0;
    }

    /// <param name="request">Of the round and the asker; every one is another text.</param>
    /// <param name="leaves">The asker who goes away; not the first when all ask the same, and then the others wait for the first.</param>
    private static async Task MeasureAsync(EngineProcess engine, int places, string what, Func<int, int, object> request, int leaves)
    {
        var took = new List<double>();
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            var stops = Enumerable.Range(0, places).Select(_ => new CancellationTokenSource()).ToList();
            var running = new List<Task>();
            for (var i = 0; i < places; i++)
            {
                var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                running.Add(ReadAsync(engine, request(round, i), begun.SetResult, stops[i].Token));
                // Who waits for another's prompt begins only when that is read.
                if (leaves == 0 || i == 0) await Task.WhenAny(begun.Task, running[^1]);
            }

            await UntilRunningAsync(engine, places);

            var served = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            var next = ReadAsync(engine, Ask($"n{round}-", 4, 1), () => served.SetResult(Stopwatch.GetTimestamp()), CancellationToken.None);
            // Somewhere within a step.
            await Task.Delay(random.Next(150, 700));
            if (served.Task.IsCompleted) throw new InvalidOperationException("A place was free before anybody left.");
            var since = Stopwatch.GetTimestamp();
            await stops[leaves].CancelAsync();
            took.Add(Stopwatch.GetElapsedTime(since, await served.Task).TotalMilliseconds);
            foreach (var stop in stops) await stop.CancelAsync();
            await Task.WhenAll(running.Append(next));
            foreach (var stop in stops) stop.Dispose();
        }

        Console.WriteLine($"{what}: {CpuTime.Median(took):0} ms, {took.Min():0} to {took.Max():0}, of {Rounds}");
    }

    // Newcomers get their places between two steps.
    private static async Task UntilRunningAsync(EngineProcess engine, int places)
    {
        while (!(await engine.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains($"ragdocs_engine_running {places}\n", StringComparison.Ordinal)) await Task.Delay(10);
    }

    /// <summary>Reads a stream to its end, or until it is left.</summary>
    /// <param name="begun">The answer begins: its first chunk that is no place in the queue.</param>
    private static async Task ReadAsync(EngineProcess engine, object body, Action begun, CancellationToken leave)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
            {
                Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
            };
            using var response = await engine.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave);
            response.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(leave));
            var isBegun = false;
            while (await reader.ReadLineAsync(leave) is { } line)
            {
                if (isBegun || !line.Contains("\"role\"", StringComparison.Ordinal)) continue;
                isBegun = true;
                begun();
            }
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            // This is the one who leaves, or the round is over.
        }
    }

    /// <param name="begin">Its own, or the prompt would be found in the cache.</param>
    private static object Ask(string begin, int prompt, int generate) => new
    {
        messages = new[] { new { role = "user", content = begin + BenchmarkModels.Prompt(prompt) } }, max_tokens = generate, temperature = 0, stream = true, user = begin,
    };
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;

namespace RagDocs.Benchmarks.Service;

/// <summary>
/// Whole questions to the search of the real service over HTTP: one after the other, and by 8 clients. No question is asked twice. Then how long a start takes,
/// and what each stage of a search takes.
/// </summary>
internal static class SearchSpeed
{
    private const int Rounds = 5;
    private const int Clients = 8;
    private const int OneByOne = 300;
    private const int Together = 1_600;
    private const int WarmUp = 1_000;
    private const int Starts = 3;
    private const string Person = "asker";
    private const string Password = "correct horse battery";

    public static async Task<int> RunAsync(int chunks, string? folder)
    {
        var catalog = await GeneratedCatalog.OpenAsync(Path.GetFullPath(folder ?? Path.Combine(Path.GetTempPath(), $"ragdocs-search-{chunks}")), chunks);
        var questions = new Queue<string>(await catalog.QuestionsAsync(WarmUp + (Rounds * (OneByOne + Together)) + Starts));
        await ServedProgram.AddPersonAsync(catalog.Folder, Person, Password);
        string cookie;
        await using (var service = ServedProgram.Start(catalog.Folder))
        {
            await service.UntilUpAsync();
            cookie = await Asker.SignInAsync(service.Port, Person, Password);
            await RoundAsync(service, cookie, Some(questions, WarmUp / 2), 1);
            await RoundAsync(service, cookie, Some(questions, WarmUp / 2), Clients);
            var (alone, together) = (new List<Figures>(), new List<Figures>());
            for (var round = 1; round <= Rounds; round++)
            {
                alone.Add(await RoundAsync(service, cookie, Some(questions, OneByOne), 1));
                together.Add(await RoundAsync(service, cookie, Some(questions, Together), Clients));
                Console.WriteLine($"round {round}: one client {alone[^1]}; {Clients} clients {together[^1]}");
            }

            Console.WriteLine($"medians of {Rounds}: one client {Figures.Median(alone)}");
            Console.WriteLine($"                  {Clients} clients {Figures.Median(together)}");
            var (own, files) = service.Resident;
            Console.WriteLine($"resident {own:0} MB of its own and {files:0} MB of mapped files");
        }

        for (var start = 0; start < Starts; start++) Console.WriteLine($"from start to the first answer: {await StartAsync(catalog.Folder, cookie, questions.Dequeue()):0.0} s");
        await PrintStagesAsync(catalog);
        return 0;
    }

    private static List<string> Some(Queue<string> questions, int count) => [.. Enumerable.Range(0, count).Select(_ => questions.Dequeue())];

    private static async Task<Figures> RoundAsync(ServedProgram service, string cookie, List<string> questions, int clients)
    {
        var requests = questions.ConvertAll(q => Asker.Request(service.Port, cookie, q));
        var times = new double[requests.Count];
        var next = -1;
        var (cpu, own, start) = (service.CpuSeconds, Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            using var asker = new Asker();
            await asker.ConnectAsync(service.Port);
            while (Interlocked.Increment(ref next) is var at && at < requests.Count)
            {
                var asked = Stopwatch.GetTimestamp();
                await asker.AskAsync(requests[at]);
                times[at] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(times);
        return new Figures(
            times[times.Length / 2], times[times.Length * 95 / 100], times.Length / seconds, (service.CpuSeconds - cpu) * 1000 / times.Length,
            (Environment.CpuUsage.TotalTime - own).TotalMilliseconds / times.Length);
    }

    /// <summary>Seconds from the start of the process to its first answer. The person is signed in already.</summary>
    private static async Task<double> StartAsync(string folder, string cookie, string question)
    {
        var start = Stopwatch.GetTimestamp();
        await using var service = ServedProgram.Start(folder);
        await service.UntilUpAsync();
        using var asker = new Asker();
        await asker.ConnectAsync(service.Port);
        await asker.AskAsync(Asker.Request(service.Port, cookie, question));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task PrintStagesAsync(GeneratedCatalog catalog)
    {
        var stages = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        await using var services = catalog.Services();
        var retriever = services.GetRequiredService<Retriever>();
        var questions = await catalog.QuestionsAsync(OneByOne * 4);
        foreach (var (number, question) in questions.Index())
        {
            var found = await retriever.SearchAsync(new SearchQuery(question, SearchScope.Everything), CancellationToken.None);
            if (number < OneByOne * 3) continue;
            foreach (var stage in found.Stages.Append(new SearchStage("All", found.Elapsed)))
            {
                if (!stages.TryGetValue(stage.Name, out var list)) stages[stage.Name] = list = [];
                list.Add(stage.Elapsed.TotalMilliseconds);
            }
        }

        Console.WriteLine($"stages, median ms: {string.Join(", ", stages.Select(s => $"{s.Key} {CpuTime.Median(s.Value):0.00}"))}");
    }

    /// <param name="P50">Milliseconds.</param>
    /// <param name="Cpu">Milliseconds of processor time that the service took for a question.</param>
    /// <param name="ClientCpu">The same of the clients.</param>
    private sealed record Figures(double P50, double P95, double PerSecond, double Cpu, double ClientCpu)
    {
        public static Figures Median(List<Figures> rounds) => new(
            CpuTime.Median(rounds.Select(r => r.P50)), CpuTime.Median(rounds.Select(r => r.P95)), CpuTime.Median(rounds.Select(r => r.PerSecond)),
            CpuTime.Median(rounds.Select(r => r.Cpu)), CpuTime.Median(rounds.Select(r => r.ClientCpu)));

        public override string ToString() => $"p50 {P50:0.0} ms, p95 {P95:0.0} ms, {PerSecond:0} a second, CPU a question {Cpu:0.00} ms and {ClientCpu:0.00} ms of the client";
    }
}

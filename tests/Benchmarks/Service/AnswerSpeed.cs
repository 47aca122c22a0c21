using System.Diagnostics;
using System.Net.Http.Json;

namespace RagDocs.Benchmarks.Service;

/// <summary>
/// Whole questions answered by the real service over HTTP, without a language model: how long until the first event of the stream, until the
/// passages found, until the end; and 32 people at once.
/// </summary>
internal static class AnswerSpeed
{
    private const int Rounds = 5;
    private const int Asked = 100;
    private const int WarmUp = 200;
    private const int AtOnce = 32;
    private const string Person = "asker";
    private const string Password = "correct horse battery";

    public static async Task<int> RunAsync(int chunks, string? folder)
    {
        var catalog = await GeneratedCatalog.OpenAsync(Path.GetFullPath(folder ?? Path.Combine(Path.GetTempPath(), $"ragdocs-search-{chunks}")), chunks);
        var questions = new Queue<string>(await catalog.QuestionsAsync(WarmUp + (Rounds * Asked) + AtOnce));
        await ServedProgram.AddPersonAsync(catalog.Folder, Person, Password);
        await using var service = ServedProgram.Start(catalog.Folder);
        await service.UntilUpAsync();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}"), Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Add("Cookie", await Asker.SignInAsync(service.Port, Person, Password));
        for (var i = 0; i < WarmUp; i++) await AskAsync(client, questions.Dequeue());
        var rounds = new List<Times>();
        for (var round = 1; round <= Rounds; round++)
        {
            var times = new List<Times>();
            for (var i = 0; i < Asked; i++) times.Add(await AskAsync(client, questions.Dequeue()));
            rounds.Add(new Times(CpuTime.Median(times.Select(t => t.First)), CpuTime.Median(times.Select(t => t.Passages)), CpuTime.Median(times.Select(t => t.Whole))));
            Console.WriteLine($"round {round}, p50 of {Asked}: {rounds[^1]}");
        }

        Console.WriteLine(
            $"medians of {Rounds}: {new Times(CpuTime.Median(rounds.Select(t => t.First)), CpuTime.Median(rounds.Select(t => t.Passages)), CpuTime.Median(rounds.Select(t => t.Whole)))}");
        var together = await Task.WhenAll(questions.Take(AtOnce).Select(q => AskAsync(client, q)));
        Console.WriteLine($"{AtOnce} at once: all answered, the last after {together.Max(t => t.Whole):0} ms");
        return 0;
    }

    /// <exception cref="InvalidOperationException">The stream ended without the end of an answer.</exception>
    private static async Task<Times> AskAsync(HttpClient client, string question)
    {
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ask") { Content = JsonContent.Create(new { question }) };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        var (first, passages, last) = (0.0, 0.0, "");
        while (await stream.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("event: ", StringComparison.Ordinal)) continue;
            last = line["event: ".Length..];
            var now = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (last != "asked" && first == 0) first = now;
            if (last == "passages") passages = now;
        }

        return last == "end" ? new Times(first, passages, Stopwatch.GetElapsedTime(start).TotalMilliseconds) : throw new InvalidOperationException($"The answer ended with “{last}”.");
    }

    /// <param name="First">Milliseconds to the first event of the answer, behind the number the question got.</param>
    /// <param name="Passages">To what was found.</param>
    /// <param name="Whole">To the last word.</param>
    private sealed record Times(double First, double Passages, double Whole)
    {
        public override string ToString() => $"first event {First:0.0} ms, passages {Passages:0.0} ms, whole answer {Whole:0.0} ms";
    }
}

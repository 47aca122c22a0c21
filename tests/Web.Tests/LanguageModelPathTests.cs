using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Conversations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Tests;

/// <summary>From a question to an answer that a language model on another server writes, over HTTP.</summary>
public sealed class LanguageModelPathTests : IAsyncLifetime
{
    private const string Question = "How many days of annual leave may I transfer into the next year?";

    private WebApplication _model = null!;
    private RunningService _service = null!;
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;
    private HttpClient _admin = null!;
    private string? _asked;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _model = builder.Build();
        _model.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _asked = await reader.ReadToEndAsync();
            context.Response.ContentType = "text/event-stream";
            await _answer(context);
        });
        await _model.StartAsync();
        _service = await RunningService.StartAsync(settings: new Dictionary<string, string?>
        {
            ["LanguageModel:Remote:Address"] = _model.Urls.First() + "/v1", ["LanguageModel:Remote:Model"] = "mistral-7b", ["LanguageModel:Remote:Title"] = "Mistral 7B",
        });
        _admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        await _service.UploadAsync(
            _admin, await _service.CollectionAsync("HR", open: true),
            ("leave.md", "# Leave policy\n\nEmployees may transfer up to five unused days of annual leave into the next calendar year.\n"));
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _service.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task TheModelWritesFromThePassagesAndEverySentenceHasItsSource()
    {
        _answer = async context =>
        {
            foreach (var piece in new[] { "You may transfer", " five days", " [1].", " The moon is made of cheese [7].", " They go into the next calendar year [1]." }) await SayAsync(context, piece);
            await context.Response.WriteAsync("data: [DONE]\n\n");
        };

        var events = await AnswerStream.AskAsync(_admin, Question);

        Assert.Equal(
            ["You may transfer five days.", "They go into the next calendar year."], events.Where(e => e.Name == "sentence").Select(e => e.Data.GetProperty("text").GetString()));
        Assert.All(events.Where(e => e.Name == "sentence"), e => Assert.Equal(1, e.Data.GetProperty("citations").EnumerateArray().Single().GetInt32()));
        Assert.Equal(
            "Employees may transfer up to five unused days of annual leave into the next calendar year.",
            events.Single(e => e.Name == "citation").Data.GetProperty("quote").GetString());
        Assert.Equal(["Searching", "Reading", "Writing"], events.Where(e => e.Name == "stage").Select(e => e.Data.GetProperty("stage").GetString()));
        Assert.Equal("Mistral 7B", events[^1].Data.GetProperty("answerer").GetString());
        Assert.Contains("five unused days", _asked, StringComparison.Ordinal);
        var kept = await KeptAsync(events);
        Assert.Equal("Mistral 7B", kept.GetProperty("answerer").GetString());
        Assert.Equal(2, kept.GetProperty("sentences").GetArrayLength());
    }

    [Fact]
    public async Task EverySentenceIsFollowedByItsVerdictAndTheEndCountsThem()
    {
        _answer = async context =>
        {
            foreach (var piece in new[] { "Employees may transfer up to five unused days of annual leave [1].", " Employees may transfer up to nine unused days of annual leave [1]." }) await SayAsync(context, piece);
            await context.Response.WriteAsync("data: [DONE]\n\n");
        };

        var events = await AnswerStream.AskAsync(_admin, Question);

        var verdicts = events.Where(e => e.Name == "checked").Select(e => e.Data).ToList();
        Assert.Equal([0, 1], verdicts.Select(v => v.GetProperty("ordinal").GetInt32()));
        // A verdict comes right behind its sentence, so that nobody reads on before it.
        Assert.Equal(["sentence", "checked", "sentence", "checked"], events.Select(e => e.Name).Where(n => n is "sentence" or "checked"));
        Assert.Equal("Supported", verdicts[0].GetProperty("verdict").GetString());
        Assert.Equal("", verdicts[0].GetProperty("reason").GetString());
        Assert.Empty(verdicts[0].GetProperty("findings").EnumerateArray());
        Assert.NotEqual("Supported", verdicts[1].GetProperty("verdict").GetString());
        Assert.NotEqual("", verdicts[1].GetProperty("reason").GetString());
        Assert.Contains(verdicts[1].GetProperty("findings").EnumerateArray(), f => f.GetProperty("words").GetString()!.Contains("nine", StringComparison.Ordinal));
        var end = events.Single(e => e.Name == "end").Data;
        Assert.Equal((2, 1), (end.GetProperty("checked").GetInt32(), end.GetProperty("supported").GetInt32()));
        var kept = (await KeptAsync(events)).GetProperty("sentences").EnumerateArray().Select(s => s.GetProperty("verdict").GetRawText()).ToList();
        Assert.Equal(2, kept.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task DraftsAndThePlaceInTheQueueShowMeanwhileAndStopKeepsWhatWasWritten()
    {
        var stopped = new TaskCompletionSource();
        _answer = async context =>
        {
            context.RequestAborted.Register(() => stopped.TrySetResult());
            await context.Response.WriteAsync("data: {\"choices\":[],\"queue_place\":2}\n\n");
            await SayAsync(context, "You may transfer five days [1]. Of these");
            await stopped.Task;
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ask") { Content = JsonContent.Create(new { question = Question }) };
        using var response = await _admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var desk = _service.Services.GetRequiredService<AnswerDesk>();
        var (lines, message, conversation) = (new StringBuilder(), 0L, 0L);

        while (await reader.ReadLineAsync() is { } line)
        {
            lines.AppendLine(line);
            if (line.StartsWith("data:", StringComparison.Ordinal) && message == 0)
            {
                var asked = JsonSerializer.Deserialize<JsonElement>(line[5..]);
                (message, conversation) = (asked.GetProperty("messageId").GetInt64(), asked.GetProperty("conversationId").GetInt64());
            }

            if (line.Contains("Of these", StringComparison.Ordinal)) await desk.StopAsync(1, message);
        }

        // The server is told at once: it must not go on writing for nobody.
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("event: draft", lines.ToString(), StringComparison.Ordinal);
        var kept = await MessageAsync(conversation);
        Assert.Equal("Stopped", kept.GetProperty("state").GetString());
        Assert.Equal("You may transfer five days.", kept.GetProperty("sentences").EnumerateArray().Single().GetProperty("text").GetString());
    }

    [Fact]
    public async Task ABusyServerIsToldToTheAskerWithTheTimeToComeBack()
    {
        _answer = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "30";
            return Task.CompletedTask;
        };

        var events = await AnswerStream.AskAsync(_admin, Question);

        Assert.Equal("The language model has too much to do. Ask again in 30 s.", events[^1].Data.GetProperty("problem").GetString());
        Assert.DoesNotContain(events, e => e.Name is "sentence" or "end");
        Assert.Equal("Failed", (await KeptAsync(events)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task AServerLostInTheMiddleIsAClearFailureAndWhatWasWrittenStays()
    {
        _answer = async context =>
        {
            await SayAsync(context, "You may transfer five days [1]. Of these");
            await Task.Delay(200, context.RequestAborted);
            context.Abort();
        };

        var events = await AnswerStream.AskAsync(_admin, Question);

        Assert.Equal("failed", events[^1].Name);
        Assert.StartsWith("The language model could not be reached, or the connection broke.", events[^1].Data.GetProperty("problem").GetString(), StringComparison.Ordinal);
        var kept = await KeptAsync(events);
        Assert.Equal("Failed", kept.GetProperty("state").GetString());
        Assert.Single(kept.GetProperty("sentences").EnumerateArray());
        Assert.DoesNotContain("127.0.0.1", kept.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFailingModelNeverTurnsIntoAnotherWayOfAnsweringUnlessAskedFor()
    {
        _answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        var events = await AnswerStream.AskAsync(_admin, Question);
        using var response = await _admin.PostAsJsonAsync("/api/ask", new { question = Question, withoutModel = true });
        var without = await response.Content.ReadAsStringAsync();

        Assert.Equal("failed", events[^1].Name);
        Assert.Contains("\"answerer\":\"extractive\"", without, StringComparison.Ordinal);
        Assert.Contains("five unused days", without, StringComparison.Ordinal);
    }

    private static async Task SayAsync(HttpContext context, string text)
    {
        var chunk = JsonSerializer.Serialize(new { choices = new[] { new { index = 0, delta = new { content = text } } } });
        await context.Response.WriteAsync($"data: {chunk}\n\n");
        await context.Response.Body.FlushAsync();
    }

    private async Task<JsonElement> KeptAsync(List<StreamedEvent> events) =>
        await MessageAsync(events.Single(e => e.Name == "asked").Data.GetProperty("conversationId").GetInt64());

    private async Task<JsonElement> MessageAsync(long conversation) =>
        (await _admin.GetFromJsonAsync<JsonElement>($"/api/conversations/{conversation}")).GetProperty("messages").EnumerateArray().Single();
}

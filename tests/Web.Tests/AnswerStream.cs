using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace RagDocs.Web.Tests;

public sealed record StreamedEvent(string Name, JsonElement Data);

/// <summary>Asks over HTTP and reads the server-sent events to their end.</summary>
public static class AnswerStream
{
    public static async Task<List<StreamedEvent>> AskAsync(HttpClient client, string question, params long[] collections)
    {
        using var response = await client.PostAsJsonAsync("/api/ask", new { question, collections });
        response.EnsureSuccessStatusCode();
        var events = new List<StreamedEvent>();
        await using var stream = await response.Content.ReadAsStreamAsync();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            events.Add(new StreamedEvent(item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data)));
        }

        return events;
    }
}

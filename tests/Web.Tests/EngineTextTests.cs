using System.Net;
using System.Net.Http.Json;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>No text that somebody sends ends the engine's process, or stands in its log.</summary>
public sealed class EngineTextTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Socket => Path.Combine(_folder.Path, "run", "engine.sock");

    /// <summary>Mistral Nemo's way to split texts into words is a regular expression in llama.cpp, which calls itself for each character of a word.</summary>
    [Fact]
    public async Task AWordOfAHundredThousandCharactersIsCountedAndTheEngineLivesOn()
    {
        var model = TinyMistral.Write(_folder.File("tekken.gguf"), new TinyMistralOptions { WordSplitting = "tekken", ContextLength = 65_536 });
        using var engine = await StartedEngine.Start(Socket, "--model", model, "--context", "65536").ReadyAsync();
        foreach (var unit in (string[])["a", "A", "-", " ", "\n", "7", "\u5E74", "\u0301", "aB", "/\n"])
        {
            var text = string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length));
            Assert.Equal(HttpStatusCode.OK, await PostAsync(engine, "/tokenize", new { prompt = text }));
            Assert.Equal(HttpStatusCode.OK, await PostAsync(engine, "/tokenize", new { messages = new[] { new { role = "user", content = text } } }));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(engine, "/v1/chat/completions", new { messages = new[] { new { role = "user", content = new string('b', 5_000_000) } } }));
        Assert.True(await engine.IsHealthyAsync());
    }

    [Fact]
    public async Task ABadGrammarIsRefusedWithTheCauseAndDoesNotStandInTheLog()
    {
        using var engine = await StartedEngine.Start(Socket, "--model", TinyMistral.Write(_folder.File("tiny.gguf"))).ReadyAsync();
        foreach (var (grammar, cause) in ((string, string)[])
        [
            ("root ::= \"secretword\" (", "closing parenthesis"), ("root ::= secretword", "not defined"), ("root ::= \"secretword\" \"\\q\"", "no such escape"),
            ("root ::= root \"secretword\"", "left-recursive"), ("root ::= \"secretword\"{9,2}", "less than"),
        ])
        {
            using var response = await engine.Client.PostAsJsonAsync(
                "/v1/chat/completions", new { messages = new[] { new { role = "user", content = "x" } }, grammar });
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains(cause, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await engine.SignalAsync("TERM");
        var (code, errors) = await engine.EndAsync();
        Assert.Equal(0, code);
        Assert.DoesNotContain("secretword", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<HttpStatusCode> PostAsync(StartedEngine engine, string path, object body)
    {
        using var response = await engine.Client.PostAsJsonAsync(path, body);
        return response.StatusCode;
    }
}

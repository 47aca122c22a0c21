using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama.Engine;

/// <summary>What came of one request.</summary>
internal sealed record Written(string Text, GenerationStarted? Started, GenerationEnded? Ended, IReadOnlyList<int> Places);

/// <summary>Engines on tiny models, and asking them.</summary>
internal static class Asking
{
    private static readonly Lazy<TempFolder> Folder = new(() => new TempFolder());
    private static readonly Lock Writing = new();

    /// <summary>Writes for ever: only limits end its text.</summary>
    public static string Endless => Model("endless", new TinyMistralOptions { NeverEnds = true });

    /// <summary>Counts: greedy text after a digit is known.</summary>
    public static string Reciter => Model("reciter", new TinyMistralOptions { Recites = "0123456789" });

    /// <summary>Large enough that a long prompt takes seconds on one thread.</summary>
    public static string Slow => Model("slow", new TinyMistralOptions
    {
        NeverEnds = true, Layers = 4, EmbeddingLength = 384, FeedForwardLength = 1536, Heads = 6, KvHeads = 6, ContextLength = 4096,
    });

    public static EngineOptions Options(string path) => new() { ModelPath = path, Threads = 1, ContextTokens = 1024 };

    public static async Task<LlamaEngine> LoadAsync(EngineOptions options, TimeProvider? time = null)
    {
        TinyModels.Need();
        return await LlamaEngine.LoadAsync(options, time ?? TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
    }

    public static Task<LlamaEngine> LoadAsync(string path) => LoadAsync(Options(path));

    public static GenerationRequest Request(string question, int tokens = 24, string asker = "") =>
        new([new ChatTurn("user", question)]) { MaxTokens = tokens, Asker = asker };

    public static async Task<Written> WriteAsync(this LlamaEngine engine, GenerationRequest request, CancellationToken cancellationToken = default)
    {
        var (text, places) = ("", new List<int>());
        GenerationStarted? started = null;
        GenerationEnded? ended = null;
        await foreach (var news in engine.GenerateAsync(request, cancellationToken))
        {
            switch (news)
            {
                case QueuePlace place: places.Add(place.Place); break;
                case GenerationStarted start: started = start; break;
                case TextGenerated piece:
                    Assert.NotEmpty(piece.Text);
                    text += piece.Text;
                    break;
                case GenerationEnded end: ended = end; break;
            }
        }

        return new Written(text, started, ended, places);
    }

    /// <summary>What the same request gives on an engine that does nothing else and guesses nothing.</summary>
    public static async Task<Written> AloneAsync(string path, GenerationRequest request)
    {
        await using var engine = await LoadAsync(Options(path) with { Parallel = 1, PromptLookup = false });
        return await engine.WriteAsync(request);
    }

    private static string Model(string name, TinyMistralOptions options)
    {
        lock (Writing)
        {
            var path = Folder.Value.File(name + ".gguf");
            return File.Exists(path) ? path : TinyMistral.Write(path, options);
        }
    }
}

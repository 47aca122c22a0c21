using RagDocs.Generation.Llama.Native;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama;

/// <summary>Random-weight models of half a megabyte, written once a run; and the reason where llama.cpp cannot be loaded.</summary>
internal static class TinyModels
{
    private static readonly Lazy<string?> Missing = new(WhyNot);
    private static readonly Lazy<TempFolder> Folder = new(() => new TempFolder());

    public static string Mistral { get; } = Path("tiny-mistral.gguf");

    public static string Bert { get; } = Path("tiny-bert.gguf");

    public static string Reranker { get; } = Path("tiny-reranker.gguf");

    public static string Lora { get; } = Path("tiny-lora.gguf");

    /// <summary>Skips the test, with the reason, where the native libraries are not there or not for this machine.</summary>
    public static void Need() => Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

    public static bool Available => Missing.Value is null;

    public static LlamaModel Load(string path) => LlamaModel.Load(path, new LoadSettings(), null, CancellationToken.None);

    private static string Path(string name)
    {
        var path = System.IO.Path.Combine(Folder.Value.Path, name);
        if (File.Exists(path)) return path;
        TinyMistral.Write(System.IO.Path.Combine(Folder.Value.Path, "tiny-mistral.gguf"));
        TinyBert.Write(System.IO.Path.Combine(Folder.Value.Path, "tiny-bert.gguf"));
        TinyReranker.Write(System.IO.Path.Combine(Folder.Value.Path, "tiny-reranker.gguf"));
        TinyLora.Write(System.IO.Path.Combine(Folder.Value.Path, "tiny-lora.gguf"));
        return path;
    }

    private static string? WhyNot()
    {
        try
        {
            LlamaLibrary.Load();
            return null;
        }
        catch (Exception reason)
        {
            return reason.Message;
        }
    }
}

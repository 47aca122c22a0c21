using RagDocs.TestSupport.Gguf;

namespace RagDocs.Benchmarks.Engine;

/// <summary>Random weights of real size that recite a text, so that every greedy word is known and is one token; written once.</summary>
internal static class BenchmarkModels
{
    /// <summary>Each printable character once: a continuation is copied from the prompt, and never by chance.</summary>
    public const string Recited = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()*+,-./:;<=>?@^_{}~";

    public static string Find(string folder, string size)
    {
        var shape = size switch
        {
            "1b" => LlamaShape.Llama1B,
            "7b" => LlamaShape.Mistral7B,
            _ => throw new ArgumentException($"There is no size {size}; 1b and 7b are.", nameof(size)),
        };
        var path = Path.Combine(folder, $"random-{size}-q4_0.gguf");
        if (File.Exists(path)) return path;
        Directory.CreateDirectory(folder);
        Console.WriteLine($"Writing {path} …");
        var half = path + ".part";
        BigLlama.Write(half, shape, recites: Recited);
        File.Move(half, path);
        return path;
    }

    /// <summary>About this many tokens: the recited text over and over, beginning at a place of the asker's own.</summary>
    public static string Prompt(int tokens, int offset = 0) =>
        string.Concat(Enumerable.Range(offset, tokens).Select(i => Recited[i % Recited.Length]));
}

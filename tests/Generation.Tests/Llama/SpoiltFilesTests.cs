using System.Diagnostics;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Llama.Server;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama;

/// <summary>
/// Spoilt files whose header is still sound reach native code. They are tried in a process of their own, many in one: that it gets to the end of
/// the list says that none of them ended it.
/// </summary>
public sealed class SpoiltFilesTests
{
    private const string Folder = "RAGDOCS_SPOILT_FILES";
    private const string Trying = "trying";
    private const int Tried = 120;

    [Theory]
    [InlineData("chat")]
    [InlineData("embedding")]
    [InlineData("reranker")]
    public async Task WhatTheHeaderCheckLetsPassEndsNoProcess(string kind)
    {
        TinyModels.Need();
        using var folder = new TempFolder();
        var passed = HostileGguf.Variants(Good(kind)).Where(Passes).ToList();
        var count = Math.Min(Tried, passed.Count);
        for (var i = 0; i < count; i++) await File.WriteAllBytesAsync(folder.File($"{i:000}.gguf"), passed[i * passed.Count / count].Bytes, TestContext.Current.CancellationToken);

        var (code, output) = await RunAsync(folder.Path);

        var last = File.Exists(folder.File(Trying)) ? await File.ReadAllTextAsync(folder.File(Trying), TestContext.Current.CancellationToken) : "none";
        Assert.True(code == 0, $"{kind}: ended with {code} at file {last}: {(int.TryParse(last, out var at) ? passed[at * passed.Count / count].Name : "")}\n{output}");
        Assert.Equal($"{count - 1:000}", last);
    }

    /// <summary>The other process; never part of an ordinary run.</summary>
    [Fact(Explicit = true)]
    public async Task TryAll()
    {
        var folder = Environment.GetEnvironmentVariable(Folder)!;
        foreach (var file in Directory.EnumerateFiles(folder, "*.gguf").Order(StringComparer.Ordinal))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, Trying), Path.GetFileNameWithoutExtension(file), CancellationToken.None);
            try
            {
                var result = await EngineCheck.RunAsync(new EngineOptions { ModelPath = file, Threads = 1, ContextTokens = 256 }, CancellationToken.None);
                Assert.True(result.Tokens > 0);
            }
            catch (LlamaException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { typeof(SpoiltFilesTests).Assembly.Location, "--filter-method", $"{typeof(SpoiltFilesTests).FullName}.{nameof(TryAll)}", "--explicit", "only" },
            Environment = { [Folder] = folder },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static bool Passes(HostileFile variant)
    {
        try
        {
            GgufModelReader.Read(GgufHeader.Read(new MemoryStream(variant.Bytes), "spoilt.gguf"));
            return true;
        }
        catch (ModelFileException)
        {
            return false;
        }
    }

    private static byte[] Good(string kind) => kind switch { "chat" => TinyMistral.ToBytes(), "embedding" => TinyBert.ToBytes(), _ => TinyReranker.ToBytes() };
}

using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>Spoilt files whose header is still sound go on to native code: there, too, nothing may end by force.</summary>
public sealed class HostileModelTests
{
    private const int Tried = 6;

    [Theory]
    [InlineData("chat")]
    [InlineData("embedding")]
    [InlineData("reranker")]
    public async Task WhatTheHeaderCheckLetsPassIsServedOrRefusedWithAReason(string kind)
    {
        using var folder = new TempFolder();
        var good = kind switch { "chat" => TinyMistral.ToBytes(), "embedding" => TinyBert.ToBytes(), _ => TinyReranker.ToBytes() };
        var passed = HostileGguf.Variants(good).Where(variant => Passes(folder, variant)).ToList();
        Assert.True(passed.Count >= Tried, $"{passed.Count} pass");

        foreach (var variant in Enumerable.Range(0, Tried).Select(i => passed[i * passed.Count / Tried]))
        {
            var path = folder.File("variant.gguf");
            await File.WriteAllBytesAsync(path, variant.Bytes);
            var check = await Ragdocs.RunAsync(folder.Path, "engine", "--model", path, "--check", "--threads", "1");
            // A process ended by a signal has 128 and more.
            Assert.True(check.ExitCode is 0 or 1, $"{variant.Name}: {check.ExitCode} {check.Errors}");
            Assert.NotEmpty(check.ExitCode == 0 ? check.Output : check.Errors);
        }
    }

    private static bool Passes(TempFolder folder, HostileFile variant)
    {
        var path = folder.File("header.gguf");
        File.WriteAllBytes(path, variant.Bytes);
        try
        {
            GgufModelInfo.Read(path);
            return true;
        }
        catch (ModelFileException)
        {
            return false;
        }
    }
}

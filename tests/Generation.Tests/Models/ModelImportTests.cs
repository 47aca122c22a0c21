using System.Security.Cryptography;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Models;

public sealed class ModelImportTests : IDisposable
{
    private readonly ModelBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task AnImportedModelIsThereAtOnceAndPinned()
    {
        var file = TinyMistral.Write(_bench.Elsewhere("my model (1).GGUF"));
        var progress = new List<TransferProgress>();

        var model = await _bench.Import.ImportAsync(file, "anna", new Collecting(progress), CancellationToken.None);

        Assert.Equal("my-model--1", model.Id);
        var bytes = await File.ReadAllBytesAsync(file);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), "anna"), (_bench.Store.Pin(model.Id)!.Sha256, _bench.Store.Pin(model.Id)!.Who));
        Assert.Equal((bytes.Length, bytes.Length), (progress[^1].Bytes, progress[^1].Total));
        Assert.Equal(["my-model--1.gguf", "pins.json"], Directory.EnumerateFiles(_bench.Store.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void AStickIsSearchedForGgufFiles()
    {
        TinyMistral.Write(_bench.Elsewhere("stick/a/b/one.gguf"));
        TinyBert.Write(_bench.Elsewhere("stick/TWO.GGUF"));
        File.WriteAllText(_bench.Elsewhere("stick/readme.txt"), "");

        Assert.Equal(["TWO.GGUF", "one.gguf"], ModelImport.FilesAt(_bench.Elsewhere("stick")).Select(Path.GetFileName));
        Assert.Throws<ModelsException>(() => ModelImport.FilesAt(_bench.Elsewhere("nothing")));
    }

    [Fact]
    public async Task ADamagedFileNeverReachesTheFolder()
    {
        var file = _bench.Elsewhere("cut.gguf");
        await File.WriteAllBytesAsync(file, TinyMistral.ToBytes()[..100_000]);

        await Assert.ThrowsAsync<ModelFileException>(() => _bench.Import.ImportAsync(file, "anna", null, CancellationToken.None));
        Assert.False(Directory.Exists(_bench.Store.Folder));
    }

    [Fact]
    public async Task AnImportThatDoesNotFitOnTheDiskDoesNotBegin()
    {
        _bench.FreeBytes = 1000;
        var file = TinyMistral.Write(_bench.Elsewhere("big.gguf"));

        var failure = await Assert.ThrowsAsync<ModelsException>(() => _bench.Import.ImportAsync(file, "anna", null, CancellationToken.None));
        Assert.Contains("too little space", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_bench.Store.Folder));
    }

    [Fact]
    public async Task AnotherFileOfTheSameNameIsNotReplaced()
    {
        _bench.DropChat("tiny.gguf", seed: 1);
        var other = TinyMistral.Write(_bench.Elsewhere("tiny.gguf"), new TinyMistralOptions { Seed = 2 });

        var failure = await Assert.ThrowsAsync<ModelsException>(() => _bench.Import.ImportAsync(other, "anna", null, CancellationToken.None));
        Assert.Contains("already", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoppedImportLeavesNothingBehind()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var file = TinyMistral.Write(_bench.Elsewhere("tiny.gguf"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Import.ImportAsync(file, "anna", null, stop.Token));
        Assert.Empty(Directory.EnumerateFiles(_bench.Store.Folder));
    }

    private sealed class Collecting(List<TransferProgress> seen) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => seen.Add(value);
    }
}

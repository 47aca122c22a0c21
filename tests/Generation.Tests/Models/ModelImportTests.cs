using System.Security.Cryptography;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Fit;
using RagDocs.Generation.Models.Import;
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

        var model = await ImportAsync(file, "anna", new Collecting(progress), CancellationToken.None);

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

        Assert.Equal(["TWO.GGUF", "one.gguf"], FilesAt("stick").Select(f => f.Name));
        Assert.Throws<ModelsException>(() => FilesAt("nothing"));
    }

    [Fact]
    public async Task ADamagedFileNeverReachesTheFolder()
    {
        var file = _bench.Elsewhere("cut.gguf");
        await File.WriteAllBytesAsync(file, TinyMistral.ToBytes()[..100_000]);

        await Assert.ThrowsAsync<ModelFileException>(() => ImportAsync(file, "anna", null, CancellationToken.None));
        Assert.False(Directory.Exists(_bench.Store.Folder));
    }

    [Fact]
    public async Task AnImportThatDoesNotFitOnTheDiskDoesNotBegin()
    {
        _bench.FreeBytes = 1000;
        var file = TinyMistral.Write(_bench.Elsewhere("big.gguf"));

        var failure = await Assert.ThrowsAsync<ModelsException>(() => ImportAsync(file, "anna", null, CancellationToken.None));
        Assert.Contains("too little space", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_bench.Store.Folder));
    }

    [Fact]
    public async Task AnotherFileOfTheSameNameIsNotReplaced()
    {
        _bench.DropChat("tiny.gguf", seed: 1);
        var other = TinyMistral.Write(_bench.Elsewhere("tiny.gguf"), new TinyMistralOptions { Seed = 2 });

        var failure = await Assert.ThrowsAsync<ModelsException>(() => ImportAsync(other, "anna", null, CancellationToken.None));
        Assert.Contains("already", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoppedImportLeavesNothingBehind()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var file = TinyMistral.Write(_bench.Elsewhere("tiny.gguf"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportAsync(file, "anna", null, stop.Token));
        Assert.Empty(Directory.EnumerateFiles(_bench.Store.Folder));
    }

    [Fact]
    public async Task ARemovedModelOfTheListComesBackOnlyAsTheSameFileUntilAPersonAcceptsAnother()
    {
        var (listed, own) = (ModelList.BuiltIn.Models[0].File, "own.gguf");
        foreach (var name in (string[])[listed, own])
        {
            await ImportAsync(TinyMistral.Write(_bench.Elsewhere(name)), "anna", null, CancellationToken.None);
            _bench.Store.Remove(name);
            TinyMistral.Write(_bench.Elsewhere(name), new TinyMistralOptions { Seed = 9 });
        }

        // Nobody but who named it knows what a file of the person's own should be.
        await ImportAsync(_bench.Elsewhere(own), "anna", null, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ModelHashException>(() => ImportAsync(_bench.Elsewhere(listed), "anna", null, CancellationToken.None));
        Assert.Contains("--accept-new-hash", failure.Message, StringComparison.Ordinal);

        var file = ImportSource.FilesAt(_bench.Elsewhere(listed), CancellationToken.None).Single();
        var model = await _bench.Import.ImportAsync(file, "ben", acceptNewHash: true, null, CancellationToken.None);
        Assert.Equal("ben", _bench.Store.Pin(model.Id)!.Who);
    }

    [Fact]
    public void LinksAreFollowedWithinTheNamedFolderOnly()
    {
        var secret = TinyMistral.Write(_bench.Elsewhere("secret/private.gguf"));
        var blob = TinyMistral.Write(_bench.Elsewhere("stick/blobs/0123"));
        Directory.CreateDirectory(_bench.Elsewhere("stick/hub"));
        File.CreateSymbolicLink(_bench.Elsewhere("stick/hub/inside.gguf"), blob);
        File.CreateSymbolicLink(_bench.Elsewhere("stick/outside.gguf"), secret);
        File.CreateSymbolicLink(_bench.Elsewhere("stick/nowhere.gguf"), _bench.Elsewhere("gone"));
        Directory.CreateSymbolicLink(_bench.Elsewhere("stick/folder"), _bench.Elsewhere("secret"));

        var found = FilesAt("stick");

        Assert.Equal(["inside.gguf", "nowhere.gguf", "outside.gguf"], found.Select(f => f.Name));
        found[0].Open().Dispose();
        Assert.Throws<ModelsException>(() => found[1].Open());
        Assert.Contains("leads out of", Assert.Throws<ModelsException>(() => found[2].Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALinkPutInTheWayAfterTheLookIsNotFollowed()
    {
        var secret = TinyMistral.Write(_bench.Elsewhere("secret/private.gguf"));
        var file = TinyMistral.Write(_bench.Elsewhere("stick/good.gguf"));
        var found = FilesAt("stick").Single();
        File.Delete(file);
        File.CreateSymbolicLink(file, secret);

        await Assert.ThrowsAsync<ModelsException>(() => _bench.Import.ImportAsync(found, "anna", acceptNewHash: false, null, CancellationToken.None));
        Assert.Empty(_bench.Store.List().Installed);
    }

    [Fact]
    public void AStickBehindALinkIsTheStick()
    {
        TinyMistral.Write(_bench.Elsewhere("real/one.gguf"));
        Directory.CreateSymbolicLink(_bench.Elsewhere("usb"), _bench.Elsewhere("real"));

        FilesAt("usb").Single().Open().Dispose();
        Assert.Equal("one.gguf", ImportSource.FilesAt(_bench.Elsewhere("usb/one.gguf"), CancellationToken.None).Single().Name);
    }

    [Fact]
    public void SticksAndSharesAreOfferedButNotTheSystemsOwnFolders() =>
        Assert.Equal(
            ["/media/anna/STICK", "/mnt/share"],
            ImportPlaces.Among(["/", "/proc", "/mnt/share", "/media/anna/STICK", "/media/anna/STICK", "/media/", "/var/lib/ragdocs", "/mediathek/x", "/mnt/a/b/c"]));

    [Fact]
    public void OnlyGgufFilesMayBeNamed()
    {
        var failure = Assert.Throws<ModelsException>(() => ImportSource.FilesAt("/etc/hostname", CancellationToken.None));
        Assert.Contains("no GGUF file", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatLiesOnAStickIsJudgedBeforeAnythingIsCopied()
    {
        TinyMistral.Write(_bench.Elsewhere("stick/a/chat.gguf"));
        TinyMistral.Write(_bench.Elsewhere("stick/b/chat.gguf"));
        TinyBert.Write(_bench.Elsewhere("stick/here.gguf"));
        await File.WriteAllTextAsync(_bench.Elsewhere("stick/letter.gguf"), "Dear model, this is none.");
        await File.WriteAllTextAsync(_bench.Elsewhere("stick/empty.gguf"), "");
        _bench.Drop("here.gguf", TinyBert.ToBytes());
        using var probe = new MachineProbe();

        var found = await new ImportScan(_bench.Store, _bench.List, probe).LookAsync($" {_bench.Elsewhere("stick")} ", CancellationToken.None);

        Assert.Equal(["a/chat.gguf", "b/chat.gguf", "empty.gguf", "here.gguf", "letter.gguf"], found.Select(f => Path.GetRelativePath(_bench.Elsewhere("stick"), f.File.Path)));
        Assert.Equal((ModelKind.Chat, Fitness.Fits, true), (found[0].Fit!.Kind, found[0].Fit!.Fitness, found[0].CanImport));
        Assert.Contains("same name", found[1].Problem, StringComparison.Ordinal);
        Assert.Contains("empty", found[2].Problem, StringComparison.Ordinal);
        Assert.True(found[3] is { IsInstalled: true, CanImport: false, Problem: null });
        Assert.Contains("it is no GGUF file", found[4].Problem, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(_bench.Store.Folder));
    }

    [Theory]
    [InlineData("media/usb")]
    [InlineData("")]
    [InlineData("../../etc")]
    public async Task APathThatIsNotFullIsNotGuessed(string path)
    {
        using var probe = new MachineProbe();

        var failure = await Assert.ThrowsAsync<ModelsException>(() => new ImportScan(_bench.Store, _bench.List, probe).LookAsync(path, CancellationToken.None));
        Assert.Contains("full path", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAnImportLeftBehindThatWasEndedByForceIsRemovedByTheNext()
    {
        _bench.Drop("old.gguf.1.import.part", [1]);
        var held = _bench.Drop("running.gguf.2.import.part", [1]);
        _bench.Drop("download.gguf.part", [1]);
        using (new FileStream(held, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            await ImportAsync(TinyMistral.Write(_bench.Elsewhere("tiny.gguf")), "anna", null, CancellationToken.None);
        }

        Assert.Equal(["download.gguf.part", "running.gguf.2.import.part"], _bench.Store.List().Arriving);
    }

    private IReadOnlyList<ImportFile> FilesAt(string path) => ImportSource.FilesAt(_bench.Elsewhere(path), CancellationToken.None);

    private Task<InstalledModel> ImportAsync(string file, string who, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        _bench.Import.ImportAsync(ImportSource.FilesAt(file, cancellationToken).Single(), who, acceptNewHash: false, progress, cancellationToken);

    private sealed class Collecting(List<TransferProgress> seen) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => seen.Add(value);
    }
}

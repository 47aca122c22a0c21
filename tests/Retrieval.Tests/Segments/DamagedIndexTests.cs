using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Tests.Segments;

/// <summary>Bytes of the index's files change by themselves: that is noticed, and what was damaged comes from the catalog again.</summary>
public sealed class DamagedIndexTests : LibraryTest
{
    private const int Seed = 20261121;
    private const int Damages = 60;
    private readonly EmbeddedHome _home = new();

    public override async ValueTask DisposeAsync()
    {
        _home.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task WhateverByteChangesTheSameIsFoundAndNothingOfAnotherCollection()
    {
        var mine = await Library.CollectionAsync();
        for (var i = 0; i < 12; i++) await Library.AddAsync($"{i}.md", [$"annual leave rule {i}", $"travel expenses of trip {i}"], mine);
        for (var i = 0; i < 12; i++) await Library.AddAsync($"secret-{i}.md", [$"annual leave of the board {i}", "travel expenses of the board"]);
        var expected = await AskNewProcessAsync(mine);
        var secrets = Enumerable.Range(25, 24).Select(i => (long)i).ToHashSet();
        var random = new Random(Seed);
        for (var i = 0; i < Damages; i++)
        {
            var damaged = await DamageAsync(random);
            var found = await AskNewProcessAsync(mine);
            Assert.True(expected.SequenceEqual(found), $"seed {Seed}, damage {i} in {damaged}: {string.Join(' ', found)} instead of {string.Join(' ', expected)}");
            Assert.DoesNotContain(found, secrets.Contains);
        }
    }

    [Fact]
    public async Task FilesThatAreGoneAreMadeAgain()
    {
        var mine = await Library.CollectionAsync();
        for (var i = 0; i < 12; i++) await Library.AddAsync($"{i}.md", [$"annual leave rule {i}", $"travel expenses of trip {i}"], mine);
        var expected = await AskNewProcessAsync(mine);

        foreach (var file in _home.Files.Where(f => Path.GetExtension(f) is ".words" or ".vectors" or ".manifest").ToList())
        {
            File.Delete(file);
            Assert.Equal(expected, await AskNewProcessAsync(mine));
        }
    }

    /// <summary>What a process finds that has just started, had its files checked, and written what it had to make again.</summary>
    private async Task<List<long>> AskNewProcessAsync(long collection)
    {
        _home.EndAll();
        var process = _home.Open(Library.Catalog);
        var generation = await Library.Generations.ActiveAsync(CancellationToken.None);
        await process.FollowAsync(generation, CancellationToken.None);
        await process.Index.VerifyAsync(CancellationToken.None);
        await process.Index.WriteAsync(all: true, CancellationToken.None);
        var query = new ChunkQuery("annual leave and travel", Library.Embeddings.Embed("annual leave and travel"), SearchScope.Of([collection]), 100);
        var found = await process.SearchAsync(generation, query, CancellationToken.None);
        return [.. found.ByKeyword.Select(c => c.ChunkId).Order(), .. found.ByMeaning.Select(c => c.ChunkId)];
    }

    private async Task<string> DamageAsync(Random random)
    {
        _home.EndAll();
        var files = _home.Files.Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        var file = files[random.Next(files.Count)];
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        File.Delete(file);
        await File.WriteAllBytesAsync(file, bytes);
        return Path.GetExtension(file);
    }
}

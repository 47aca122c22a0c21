using System.Security.Cryptography;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Models;

public sealed class ModelDownloadTests : IAsyncLifetime
{
    private static readonly byte[] Good = TinyMistral.ToBytes();
    private static readonly string GoodHash = Convert.ToHexStringLower(SHA256.HashData(Good));

    private static readonly ListedModel Model = new(
        "tiny", "Tiny", ModelKind.Chat, "owner/tiny-GGUF", "tiny-Q4.gguf", "F32", Good.Length, true, "MIT", 2048, 512) { Template = "mistral-v1" };

    private ModelServer _server = null!;
    private ModelBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync(Good);
        _bench = new ModelBench(new ModelOptions { AllowDownloads = true, BaseAddress = _server.Address });
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task AModelArrivesIsPinnedAndLeavesNothingElse()
    {
        var progress = new Collecting();
        var model = await _bench.Download.PullAsync(Model, "anna", acceptNewHash: false, progress, CancellationToken.None);

        Assert.Equal("tiny-Q4", model.Id);
        Assert.Equal("/owner/tiny-GGUF/resolve/main/tiny-Q4.gguf", _server.Requests.Single().Path);
        Assert.Equal((GoodHash, "anna"), (_bench.Store.Pin("tiny-Q4")!.Sha256, _bench.Store.Pin("tiny-Q4")!.Who));
        Assert.Equal(["pins.json", "tiny-Q4.gguf"], Files());
        Assert.Equal((Good.Length, Good.Length), (progress.Last!.Bytes, progress.Last.Total));

        await _bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task ABrokenDownloadGoesOnWhereItStopped()
    {
        _server.BreakAfter = 100_000;
        await PullAsync();

        Assert.Equal(Good, await File.ReadAllBytesAsync(Target));
        Assert.Equal(GoodHash, _bench.Store.Pin("tiny-Q4")!.Sha256);
        Assert.True(_server.Requests.Count > 3);
        Assert.All(_server.Requests.Skip(1), r => Assert.Equal("\"one\"", r.IfRange));
        Assert.Equal(_server.Requests.Count, _server.Requests.Select(r => r.Range).Distinct().Count());
    }

    [Fact]
    public async Task AnEarlierTrysPartIsContinuedAfterARestart()
    {
        await Part(Good[..200_000], "\"one\"");
        await PullAsync();

        Assert.Equal("bytes=200000-", _server.Requests.Single().Range);
        Assert.Equal(Good, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task APartThatIsWholeAlreadyIsAccepted()
    {
        await Part(Good, "\"one\"");
        await PullAsync();

        Assert.Equal(["pins.json", "tiny-Q4.gguf"], Files());
    }

    [Fact]
    public async Task AServerWithoutRangesSendsEverythingAgain()
    {
        await Part(Good[..200_000], "\"one\"");
        _server.Ranges = false;
        await PullAsync();

        Assert.Equal(Good, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task APartOfAnOlderVersionIsThrownAway()
    {
        await Part(new byte[200_000], "\"zero\"");
        await PullAsync();

        Assert.Equal("\"zero\"", _server.Requests.Single().IfRange);
        Assert.Equal(Good, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task APartOfUnknownVersionIsNotContinued()
    {
        await Part(new byte[200_000], null);
        await PullAsync();

        Assert.Equal("", _server.Requests.Single().Range ?? "");
        Assert.Equal(Good, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task TheWrongFileIsDeletedAndSaidSo()
    {
        await PullAsync();
        _bench.Store.Remove("tiny-Q4");
        var known = Model with { Sha256 = GoodHash };
        _server.Content = TinyMistral.ToBytes(new TinyMistralOptions { Seed = 9 });

        var bench = new ModelBench(_bench.Options, ListOf(known));
        var failure = await Assert.ThrowsAsync<ModelHashException>(() => bench.Download.PullAsync(known, "anna", acceptNewHash: false, null, CancellationToken.None));

        Assert.Contains(GoodHash, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(bench.Store.Folder));
        bench.Dispose();
    }

    [Fact]
    public async Task ADownloadOfARemovedModelMustBeTheSameFileUntilAPersonAcceptsAnother()
    {
        using var bench = new ModelBench(_bench.Options, ListOf(Model));
        await bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None);
        bench.Store.Remove("tiny-Q4");
        Assert.Equal((null, GoodHash), (bench.Store.Pin("tiny-Q4"), bench.Store.Removed()["tiny-Q4"].Sha256));
        await bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None);
        bench.Store.Remove("tiny-Q4");
        (_server.Content, _server.ETag) = (TinyMistral.ToBytes(new TinyMistralOptions { Seed = 9 }), "\"two\"");

        var failure = await Assert.ThrowsAsync<ModelHashException>(() => bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None));
        Assert.Contains(GoodHash, failure.Message, StringComparison.Ordinal);
        Assert.Equal(GoodHash, bench.Store.Removed()["tiny-Q4"].Sha256);

        await bench.Download.PullAsync(Model, "ben", acceptNewHash: true, null, CancellationToken.None);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(_server.Content)), "ben"), (bench.Store.Pin("tiny-Q4")!.Sha256, bench.Store.Pin("tiny-Q4")!.Who));
        Assert.Empty(bench.Store.Removed());

        // A file that is dropped in by hand is compared as well.
        bench.Store.Remove("tiny-Q4");
        bench.Drop("tiny-Q4.gguf", Good);
        Assert.Equal(VerificationResult.Different, (await bench.Store.VerifyAsync("tiny-Q4", "ben", null, CancellationToken.None)).Result);
    }

    [Fact]
    public async Task WhatIsNoModelOrOfAnotherKindNeverBecomesVisible()
    {
        _server.Content = Good[..300_000];
        await Assert.ThrowsAsync<ModelFileException>(PullAsync);
        _server.Content = TinyBert.ToBytes();
        await Assert.ThrowsAsync<ModelsException>(PullAsync);

        Assert.Empty(Files());
    }

    [Fact]
    public async Task WithoutSpaceNothingIsFetched()
    {
        _bench.FreeBytes = 1 << 20;
        Assert.Contains("too little space", (await Assert.ThrowsAsync<ModelsException>(PullAsync)).Message, StringComparison.Ordinal);

        Assert.Empty(_server.Requests);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task StoppingKeepsWhatArrived()
    {
        using var stop = new CancellationTokenSource();
        _server.BreakAfter = 150_000;
        var stopping = new Stopping(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Download.PullAsync(Model, "anna", acceptNewHash: false, stopping, stop.Token));
        Assert.Equal(["tiny-Q4.gguf.part", "tiny-Q4.gguf.part.json"], Files());
        Assert.Equal(["tiny-Q4.gguf.part"], _bench.Store.List().Arriving);

        _server.BreakAfter = null;
        await PullAsync();
        Assert.StartsWith("bytes=", _server.Requests[^1].Range, StringComparison.Ordinal);
        Assert.Equal(Good, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task ABusyServerIsAskedAgainButNotForEver()
    {
        foreach (var status in (int[])[503, 429]) _server.Errors.Enqueue(status);
        await PullAsync();
        Assert.Equal(3, _server.Requests.Count);

        _bench.Store.Remove("tiny-Q4");
        for (var i = 0; i < 10; i++) _server.Errors.Enqueue(500);
        Assert.Contains("try again", (await Assert.ThrowsAsync<ModelsException>(PullAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(6, _server.Requests.Count);
    }

    [Theory]
    [InlineData("7200", "for 2 hours")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "hours")]
    public async Task AServerThatAsksForALongPauseIsLeftAloneAndItIsSaid(string retryAfter, string words)
    {
        (_server.RetryAfter, _server.BreakAfter) = (retryAfter, null);
        await Part(Good[..200_000], "\"one\"");
        _server.Errors.Enqueue(429);

        var failure = await Assert.ThrowsAsync<ModelsException>(PullAsync);

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Contains("200.0 kB are kept", failure.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
        await PullAsync();
        Assert.Equal("bytes=200000-", _server.Requests[^1].Range);
    }

    [Fact]
    public async Task AShortPauseIsWaitedForAndSaid()
    {
        (_server.RetryAfter, _server.BreakAfter) = ("1", null);
        _server.Errors.Enqueue(503);
        var waits = new List<TimeSpan?>();

        await _bench.Download.PullAsync(Model, "anna", acceptNewHash: false, new Waits(waits), CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(1)], waits);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Theory]
    [InlineData(404, "does not exist")]
    [InlineData(403, "terms")]
    public async Task AnAnswerThatWillNotChangeIsSaidAtOnce(int status, string words)
    {
        _server.Errors.Enqueue(status);

        Assert.Contains(words, (await Assert.ThrowsAsync<ModelsException>(PullAsync)).Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task ARedirectIsFollowedOnThisMachine()
    {
        _server.RedirectTo = $"{_server.Address}cdn/blob?signature=x";
        await PullAsync();

        Assert.Equal("/cdn/blob", _server.Requests[^1].Path);
    }

    [Theory]
    [InlineData("http://models.example/tiny.gguf")]
    [InlineData("ftp://127.0.0.1/tiny.gguf")]
    [InlineData("file:///etc/passwd")]
    public async Task ARedirectAwayFromHttpsIsNotFollowed(string target)
    {
        _server.RedirectTo = target;

        Assert.Contains("HTTPS only", (await Assert.ThrowsAsync<ModelsException>(PullAsync)).Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task AMirrorBelowAPathIsAskedThere()
    {
        _bench.Options.BaseAddress = new Uri(_server.Address, "mirror/hf");
        await PullAsync();

        Assert.Equal("/mirror/hf/owner/tiny-GGUF/resolve/main/tiny-Q4.gguf", _server.Requests.Single().Path);
    }

    [Fact]
    public async Task TwoDownloadsOfOneFileDoNotMix()
    {
        await using var held = Generation.Models.Download.DownloadPart.Open(Target);

        Assert.Contains("another download", (await Assert.ThrowsAsync<ModelsException>(PullAsync)).Message, StringComparison.Ordinal);
    }

    private string Target => Path.Combine(_bench.Store.Folder, Model.File);

    private Task PullAsync() => _bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None);

    private IEnumerable<string?> Files() => Directory.EnumerateFiles(_bench.Store.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private async Task Part(byte[] content, string? version)
    {
        await using var part = Generation.Models.Download.DownloadPart.Open(Target);
        part.Restart(version);
        await part.AppendAsync(content, CancellationToken.None);
    }

    private static ModelList ListOf(ListedModel model) => ModelList.Parse(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""
        {"models": [{"id": "{{model.Id}}", "title": "T", "kind": "chat", "repository": "{{model.Repository}}", "file": "{{model.File}}", "quantization": "F32",
        "bytes": {{model.Bytes}}, "bytesApproximate": true, "licence": "MIT", "contextTokens": 2048, "kvBytesPerToken": 512, "sha256": {{(model.Sha256 is { } known ? $"\"{known}\"" : "null")}}}]}
        """)));

    private sealed class Collecting : IProgress<TransferProgress>
    {
        public TransferProgress? Last { get; private set; }

        public void Report(TransferProgress value) => Last = value;
    }

    private sealed class Waits(List<TimeSpan?> seen) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            if (value.NextTry is { } pause) seen.Add(pause);
        }
    }

    /// <summary>Stops once something has arrived.</summary>
    private sealed class Stopping(CancellationTokenSource stop) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            if (value.Bytes > 0) stop.Cancel();
        }
    }
}

using RagDocs.Retrieval.Vectors;
using RagDocs.Retrieval.Vectors.Kernels;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Vectors;

public sealed class ScanGateTests : IDisposable
{
    private const int Rows = 3_000;
    private readonly ManualResetEventSlim _reached = new();
    private readonly ManualResetEventSlim _goOn = new();
    private readonly float[][] _vectors = SomeVectors.OfTopics(Rows, 48, 30, seed: 1);

    public void Dispose()
    {
        _reached.Dispose();
        _goOn.Dispose();
    }

    [Fact]
    public async Task QuestionsThatComeInDuringAPassShareTheNextOne()
    {
        var kernel = new CountingKernel(_reached, _goOn);
        using var part = VectorParts.Of(_vectors, gate: p => new ScanGate(p, kernel, passes: 1, threads: 1));
        var first = Task.Run(() => SearchAsync(part, 0));
        _reached.Wait(TimeSpan.FromMinutes(1));
        var others = Enumerable.Range(1, 6).Select(q => SearchAsync(part, q * 100)).ToList();
        _goOn.Set();

        await AssertFoundAsync(first, 0);
        for (var q = 1; q <= 6; q++) await AssertFoundAsync(others[q - 1], q * 100);

        // Once for the first, three times two at a time for the six that waited.
        Assert.Equal(Rows * 4, kernel.Rows);
    }

    [Fact]
    public async Task OneThatGivesUpWhileWaitingIsAnsweredAtOnceAndDisturbsNobody()
    {
        var kernel = new CountingKernel(_reached, _goOn);
        using var part = VectorParts.Of(_vectors, gate: p => new ScanGate(p, kernel, passes: 1, threads: 1));
        using var impatient = new CancellationTokenSource();
        var first = Task.Run(() => SearchAsync(part, 0));
        _reached.Wait(TimeSpan.FromMinutes(1));
        var second = SearchAsync(part, 100);
        var givenUp = SearchAsync(part, 200, impatient.Token);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Assert.False(first.IsCompleted);
        _goOn.Set();

        await AssertFoundAsync(first, 0);
        await AssertFoundAsync(second, 100);
        Assert.Equal(Rows * 2, kernel.Rows);
    }

    [Fact]
    public async Task OneThatGivesUpInTheMiddleOfItsPassEndsWithoutAnAnswer()
    {
        using var part = VectorParts.Of(_vectors, gate: p => new ScanGate(p, new CountingKernel(_reached, _goOn), passes: 1, threads: 1));
        using var impatient = new CancellationTokenSource();
        var search = Task.Run(() => SearchAsync(part, 0, impatient.Token));
        _reached.Wait(TimeSpan.FromMinutes(1));
        await impatient.CancelAsync();
        _goOn.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
        await AssertFoundAsync(SearchAsync(part, 5), 5);
    }

    [Fact]
    public async Task ManyAskersAtOnceGetWhatEachWouldGetAlone()
    {
        var random = new Random(3);
        var allowed = Enumerable.Range(0, 8).Select(_ => VectorParts.Some(Rows, 700, random)).ToArray();
        using var part = VectorParts.Of(_vectors, rowsPerStripe: 512, gate: p => new ScanGate(p, DotKernel.Best, passes: 1, threads: 2));
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (q, token) =>
        {
            var found = await VectorSearch.SearchAsync([new(part, allowed[q % 8])], _vectors[q], 10, token);
            Assert.Equal(VectorParts.BruteForce([(_vectors, allowed[q % 8])], _vectors[q], 10), found);
        });
    }

    [Fact]
    public async Task APartDisposedDuringAPassIsReadToItsEndAndNotAfterwards()
    {
        using var folder = new TempFolder();
        var path = folder.File("part");
        await File.WriteAllBytesAsync(path, VectorPartWriter.Build([.. _vectors.Select(v => (ReadOnlyMemory<float>)v)], 48).ToArray());
        var part = VectorPart.Open(path, p => new ScanGate(p, new CountingKernel(_reached, _goOn), passes: 1, threads: 1));
        var first = Task.Run(() => SearchAsync(part, 0));
        _reached.Wait(TimeSpan.FromMinutes(1));

        part.Dispose();
        _goOn.Set();

        await AssertFoundAsync(first, 0);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => SearchAsync(part, 0));
    }

    private Task<IReadOnlyList<VectorMatch>> SearchAsync(VectorPart part, int like, CancellationToken cancellationToken = default) =>
        VectorSearch.SearchAsync([new(part, VectorParts.All(Rows))], _vectors[like], 10, cancellationToken);

    private async Task AssertFoundAsync(Task<IReadOnlyList<VectorMatch>> search, int like) =>
        Assert.Equal(VectorParts.BruteForce([(_vectors, VectorParts.All(Rows))], _vectors[like], 10), await search);
}

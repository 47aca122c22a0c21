using RagDocs.Retrieval.Embedding;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class NearTokensPreparationTests
{
    [Fact]
    public async Task AfterwardsNoTokenNeedsAReadingOfTheTable()
    {
        var table = new CountingTable(100);
        var near = new NearTokens(table, 0);
        await RunAsync(near);
        var readings = table.Readings;
        Assert.InRange(readings, 1, 10);
        Assert.All(Enumerable.Range(0, table.Tokens), id => Assert.Equal([new NearToken(id, 1)], near.Of([id])[0]));
        Assert.Equal(readings, table.Readings);
    }

    [Fact]
    public async Task ItEndsBeforeItPushesOutWhatItFound()
    {
        var table = new CountingTable(1000);
        var near = new NearTokens(table, 0, mostKept: 800);
        await RunAsync(near);
        Assert.True(near.IsFull);
        var readings = table.Readings;
        near.Of([0, 1, 2]);
        Assert.Equal(readings, table.Readings);
    }

    [Fact]
    public async Task AVeryLargeVocabularyIsReadForTheWordsThatAreAskedFor()
    {
        var table = new CountingTable(100_001);
        await RunAsync(new NearTokens(table, 0));
        Assert.Equal(0, table.Readings);
    }

    [Fact]
    public async Task ItEndsWithTheService()
    {
        var near = new NearTokens(new CountingTable(50_000), 0);
        using var preparation = new NearTokensPreparation(near, new ManualTime());
        await preparation.StartAsync(TestContext.Current.CancellationToken);
        await preparation.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(preparation.ExecuteTask!.IsCompleted);
        Assert.False(near.IsFull);
    }

    private static async Task RunAsync(NearTokens near)
    {
        using var preparation = new NearTokensPreparation(near, TimeProvider.System);
        await preparation.StartAsync(TestContext.Current.CancellationToken);
        await preparation.ExecuteTask!;
    }

    /// <summary>Each token is near to itself alone.</summary>
    private sealed class CountingTable(int tokens) : TokenTable(new byte[tokens], tokens, 1)
    {
        public int Readings { get; private set; }

        public override void Sum(ReadOnlySpan<int> ids, Span<float> sum) => sum.Fill(ids.Length);

        public override NearToken[][] NearTo(ReadOnlySpan<int> ids, float least)
        {
            Readings++;
            var found = new NearToken[ids.Length][];
            for (var i = 0; i < found.Length; i++) found[i] = [new NearToken(ids[i], 1)];
            return found;
        }
    }
}

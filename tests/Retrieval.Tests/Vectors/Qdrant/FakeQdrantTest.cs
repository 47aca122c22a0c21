using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Generations;
using RagDocs.TestSupport.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

/// <summary>A test class with a library and a fake server of its own for each test.</summary>
public abstract class FakeQdrantTest : LibraryTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private protected FakeQdrantHome Home { get; private set; } = null!;

    private protected FakeQdrant Server => Home.Server;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Home = await FakeQdrantHome.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await Home.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<ActiveGeneration> ActiveAsync() => Library.Generations.ActiveAsync(CancellationToken.None);

    private protected async Task FollowAsync(QdrantProcess process) => await process.Index.FollowAsync(await ActiveAsync(), CancellationToken.None);

    private protected async Task<ChunkRankings> AskAsync(QdrantProcess process, string question, RankFusion? fusion = null, SearchScope? scope = null)
    {
        await FollowAsync(process);
        return await process.Index.SearchAsync(
            await ActiveAsync(), new ChunkQuery(question, Library.Embeddings.Embed(question), scope ?? SearchScope.Everything, 10) { Fusion = fusion }, CancellationToken.None);
    }

    private protected int Upserts() => Server.Requests.Count(FakeQdrantHome.IsUpsert);

    private protected static async Task UntilAsync(Func<bool> reached)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!reached()) await Task.Delay(20, patience.Token);
    }
}

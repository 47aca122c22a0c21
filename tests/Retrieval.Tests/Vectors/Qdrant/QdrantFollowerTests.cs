using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Retrieval.Vectors.Qdrant;
using RagDocs.TestSupport.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

public sealed class QdrantFollowerTests : FakeQdrantTest
{
    [Fact]
    public async Task ChangesAndAComingGenerationAreCarriedOverWhileNobodySearches()
    {
        await Library.AddAsync("a.md", ["vacation days"]);
        var process = Home.Open(Library.Catalog);
        using var follower = new QdrantFollower(process.Index, Library.Generations, Library.Catalog, TimeProvider.System, NullLogger<QdrantFollower>.Instance);
        await follower.StartAsync(CancellationToken.None);
        await UntilAsync(() => Server.Aliases.ContainsKey("test") && Server.Chunks("test").Count == 1);
        await ChunkIndexChanges.SwitchAsync(Library, ["vacation days", "sick leave"], async () =>
        {
            await Library.Generations.StatusAsync(CancellationToken.None);
            await new Generations.GenerationWriter(Library.Catalog).MissingAsync(2, 1, CancellationToken.None);
            await UntilAsync(() => Server.Collections.Any(c => c.StartsWith("test_g2_", StringComparison.Ordinal) && Server.Chunks(c).Count == 2));
        });
        await UntilAsync(() => Server.Aliases["test"].StartsWith("test_g2_", StringComparison.Ordinal));
        await follower.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task AServerThatIsAwayAtTheStartDoesNotStopTheProgram()
    {
        Server.Add(FakeQdrantFault.Status(_ => true, 401, plain: "no") with { Times = int.MaxValue });
        using var follower = new QdrantFollower(
            Home.Open(Library.Catalog).Index, Library.Generations, Library.Catalog, TimeProvider.System, NullLogger<QdrantFollower>.Instance);
        await follower.StartAsync(CancellationToken.None);
        await UntilAsync(() => Server.Requests.Count > 0);
        await Task.WhenAny(follower.ExecuteTask!, Task.Delay(100));
        Assert.False(follower.ExecuteTask!.IsCompleted);
        await follower.StopAsync(CancellationToken.None);
    }
}

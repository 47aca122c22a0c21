using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Tests.Segments;

/// <summary>What the embedded index makes of the words of a question.</summary>
public sealed class KeywordQuestionTests : LibraryTest
{
    [Fact]
    public async Task WordsAreFoundInOtherFormsAndBetterMatchesComeFirst()
    {
        await Library.AddAsync("a.md", ["Leaves are requested from the manager.", "Annual leave is requested in the portal; annual leave is paid."]);
        var found = await SearchAsync("requesting annual leave");
        Assert.Equal(2, found.Count);
        Assert.True(found[0].Score > found[1].Score);
        Assert.Equal(2, found[0].ChunkId);
    }

    [Fact]
    public async Task TheScopeStandsInTheQuerySoThatForeignChunksTakeNoPlaces()
    {
        var mine = await Library.AddAsync("mine.md", ["leave"]);
        for (var i = 0; i < 5; i++) await Library.AddAsync($"foreign{i}.md", ["leave leave leave"]);
        var found = await SearchAsync("leave", SearchScope.Of([mine.CollectionId]), top: 1);
        Assert.Equal(1, Assert.Single(found).ChunkId);
        Assert.Empty(await SearchAsync("leave", SearchScope.Nothing));
        Assert.Equal(6, (await SearchAsync("leave", SearchScope.Everything)).Count);
    }

    [Fact]
    public async Task TitlesAndHeadingsAreSearchedToo()
    {
        var document = await Library.AcceptAsync("sabbatical.md");
        await Library.Index.ReplaceAsync(
            Tests.Library.Version(document), [Tests.Library.Chunk("Ask early.") with { HeadingPath = "Unpaid absence" }], CancellationToken.None);
        Assert.Single(await SearchAsync("sabbatical"));
        Assert.Single(await SearchAsync("absence"));
    }

    [Fact]
    public async Task NoQuestionIsEverReadAsQuerySyntax()
    {
        await Library.AddAsync("a.md", ["leave"]);
        var random = new Random(42);
        string[] pieces = ["\"", "'", "*", "(", ")", "AND", "OR", "NOT", "NEAR", "NEAR(", "^", ":", "-", "+", "{", "}", "Text:", "chunk_text", "\0", "\ud800",
            ";", "--", "%", "\\", "leave", "é", "一", "\u200b", "1.2", "1,", ",1", " ", "\n", "𝒳", "rank", "bm25("];
        for (var i = 0; i < 1000; i++)
        {
            await SearchAsync(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)])));
            await SearchAsync(new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(0x10000))]));
        }

        Assert.Single(await SearchAsync("\") OR leave*"));
    }

    private async Task<IReadOnlyList<RankedChunk>> SearchAsync(string question, SearchScope? scope = null, int top = 100)
    {
        var generation = await Library.Generations.ActiveAsync(CancellationToken.None);
        await Library.Chunks.FollowAsync(generation, CancellationToken.None);
        var query = new ChunkQuery(question, ReadOnlyMemory<float>.Empty, scope ?? SearchScope.Everything, top);
        return (await Library.Chunks.SearchAsync(generation, query, CancellationToken.None)).ByKeyword;
    }
}

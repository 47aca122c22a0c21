using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Generations;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Generations;

/// <summary>A new index that the quality sets speak against, and what a person can do then.</summary>
public sealed class RefusedGenerationTests : IAsyncLifetime
{
    private static readonly SearchResult NothingFound = new([], 0, TimeSpan.Zero);

    private readonly Dictionary<string, string?> _settings = new() { ["Quality:FewestQuestions"] = "1", ["Ingest:Chunker:TargetTokens"] = "100" };
    private IngestServices _before = null!;

    public async ValueTask InitializeAsync()
    {
        _before = await IngestServices.CreateAsync();
        await _before.TakeAsync("leave.txt", "There are 28 days of leave.");
        await _before.DrainAsync();
        var set = await _before.Get<QualitySets>().CreateAsync("Staff", CancellationToken.None);
        var place = new NewPlace((await _before.DocumentAsync("leave.txt")).Id, null, "28 days of leave");
        await _before.Get<QualitySets>().AddAsync(set, "How many days of leave are there?", null, [place], CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _before.DisposeAsync();

    [Fact]
    public async Task ItWaitsWithItsReasonAndGoesIntoUseWithWhatCameMeanwhileWhenAPersonWantsIt()
    {
        await using var after = _before.Restarted(_settings, s => s.AddSingleton<CandidateSearch>(FindsNothing));
        await after.Get<GenerationFiller>().RunAsync(CancellationToken.None);
        var refused = (await StatusAsync(after)).Other!;
        Assert.Equal(GenerationState.Failed, refused.State);
        Assert.Contains("“Staff” from 1.000 to 0.000 (1 questions)", refused.Problem, StringComparison.Ordinal);
        await after.TakeAsync("new.txt", "A document that came meanwhile.");
        await after.DrainAsync();

        Assert.True(await after.Get<GenerationFiller>().UseAnywayAsync(CancellationToken.None));

        var status = await StatusAsync(after);
        Assert.Equal((refused.Id, 2), (status.Active.Id, status.Active.Documents));
        Assert.Equal(1, await after.Get<QualityWatch>().RunAsync(CancellationToken.None));
        Assert.False(await after.Get<GenerationFiller>().UseAnywayAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ItIsMeasuredAgainWhenItIsResumed()
    {
        await using (var after = _before.Restarted(_settings, s => s.AddSingleton<CandidateSearch>(FindsNothing)))
        {
            await after.Get<GenerationFiller>().RunAsync(CancellationToken.None);
        }

        await using var mended = _before.Restarted(_settings);
        Assert.True(await mended.Get<IndexGenerations>().ResumeAsync(CancellationToken.None));
        await mended.Get<GenerationFiller>().RunAsync(CancellationToken.None);

        var (active, other, _) = await StatusAsync(mended);
        Assert.Equal((2L, null), (active.Id, other));
        Assert.Equal(0, await mended.Get<QualityWatch>().RunAsync(CancellationToken.None));
    }

    private static Task<(IndexGeneration Active, IndexGeneration? Other, bool KeywordsOnly)> StatusAsync(IngestServices services) =>
        services.Get<IndexGenerations>().StatusAsync(CancellationToken.None);

    private static Task<Func<SearchQuery, CancellationToken, Task<SearchResult>>> FindsNothing(long id, CancellationToken cancellationToken) =>
        Task.FromResult<Func<SearchQuery, CancellationToken, Task<SearchResult>>>((_, _) => Task.FromResult(NothingFound));
}

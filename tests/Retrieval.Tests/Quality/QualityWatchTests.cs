using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Quality;

public sealed class QualityWatchTests : QualityTest
{
    private static readonly RetrievalOptions Changed = new() { KeywordWeight = 0.5 };

    [Fact]
    public async Task ChangedSettingsAreMeasuredOnceAfterTheStart()
    {
        await AskForLeaveAsync();
        await RunAsync();
        Assert.Equal(0, await Watch().RunAsync(CancellationToken.None));

        var restarted = Watch(Changed);

        Assert.Equal(1, await restarted.RunAsync(CancellationToken.None));
        Assert.Equal(0, await restarted.RunAsync(CancellationToken.None));
        var last = (await Measurement().HistoryAsync(Set, CancellationToken.None))[^1];
        Assert.Equal((QualityCause.SettingsChange, "KeywordWeight=0.5"), (last.Cause, last.Settings));
    }

    [Fact]
    public async Task ProcessesWithDifferentSettingsDoNotMeasureInTurns()
    {
        await AskForLeaveAsync();
        await RunAsync();
        var (one, other) = (Watch(), Watch(Changed));
        for (var i = 0; i < 3; i++)
        {
            await one.RunAsync(CancellationToken.None);
            await other.RunAsync(CancellationToken.None);
        }

        Assert.Equal(2, (await Measurement().HistoryAsync(Set, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task ANewIndexThatNoGateMeasuredIsMeasuredOnceItIsInUse()
    {
        await AskForLeaveAsync();
        await RunAsync();
        var watch = Watch();
        await watch.RunAsync(CancellationToken.None);
        await ChunkIndexChanges.SwitchAsync(Library, ["Everybody has twenty-eight days of annual leave a year."]);

        Assert.Equal(1, await watch.RunAsync(CancellationToken.None));
        Assert.Equal(0, await watch.RunAsync(CancellationToken.None));
        var last = (await Measurement().HistoryAsync(Set, CancellationToken.None))[^1];
        Assert.Equal((QualityCause.Reindex, 2L), (last.Cause, last.GenerationId));
    }

    [Fact]
    public async Task ASetThatWasNeverMeasuredWaitsForItsFirstTime()
    {
        await AskForLeaveAsync();
        Assert.Equal(0, await Watch(Changed).RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AllSetsAreMeasuredAndComparedWithTheirLastRun()
    {
        await AskForLeaveAsync();
        await Sets.CreateAsync("Without questions", CancellationToken.None);
        var first = await Watch().MeasureAllAsync(QualityCause.Nightly, CancellationToken.None);
        await Library.ReplaceAsync(Documents["leave.md"], ["Nothing is said of it here."]);
        var second = await Watch().MeasureAllAsync(QualityCause.Nightly, CancellationToken.None);
        Assert.Equal([new MeasuredSet("Staff", 1, 1, null)], first);
        Assert.Equal([new MeasuredSet("Staff", 1, 0, 1)], second);
    }

    private QualityWatch Watch(RetrievalOptions? options = null) => new(
        Library.Catalog, Sets, Measurement(options), Library.Generations, Options.Create(options ?? new RetrievalOptions()));
}

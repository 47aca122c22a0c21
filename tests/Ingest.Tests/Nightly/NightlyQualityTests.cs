using RagDocs.Ingest.Nightly;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Nightly;

public sealed class NightlyQualityTests
{
    [Fact]
    public async Task TheReportSaysHowWellSearchFindsWhatTheQualitySetsAskFor()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await ingest.TakeAsync("leave.txt", "There are 28 days of leave.");
        await ingest.DrainAsync();
        var set = await ingest.Get<QualitySets>().CreateAsync("Staff *", CancellationToken.None);
        var place = new NewPlace((await ingest.DocumentAsync("leave.txt")).Id, null, "28 days of leave");
        await ingest.Get<QualitySets>().AddAsync(set, "How many days of leave are there?", null, [place], CancellationToken.None);

        var first = await ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None);
        ingest.Time.Advance(TimeSpan.FromDays(1));
        var second = await ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None);

        Assert.Equal([new MeasuredSet("Staff *", 1, 1, null)], first.Quality);
        Assert.Equal([new MeasuredSet("Staff *", 1, 1, 1)], (await ingest.Get<ReportWriter>().ReadAsync(second.Run, CancellationToken.None))!.Quality);
        var file = await File.ReadAllTextAsync(Path.Combine(ingest.DataFolder, "reports", "2026-03-03.md"), TestContext.Current.CancellationToken);
        Assert.Contains("- Staff \\*: nDCG@10 1.000, before 1.000, 1 questions", file, StringComparison.Ordinal);
        var history = await ingest.Get<QualityMeasurement>().HistoryAsync(set, CancellationToken.None);
        Assert.All(history, run => Assert.Equal(QualityCause.Nightly, run.Cause));
    }
}

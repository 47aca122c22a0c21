using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Nightly;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

public sealed class JobsCommandTests
{
    [Fact]
    public async Task TheCheckFindsAFaultSaysSoAndRepairsIt()
    {
        using var data = new TempFolder();
        using var files = new TempFolder();
        await Ragdocs.RunAsync(data.Path, "ingest", files.Write("leave.md", "# Leave\n\nThere are 28 days of leave."), "--collection", "HR");
        var sound = await Ragdocs.RunAsync(data.Path, "check");
        Assert.Equal((0, "Nothing wrong"), (sound.ExitCode, sound.Lines[^1]));
        var options = new DbContextOptionsBuilder<RagDocsDbContext>();
        Catalog.Configure(options, data.Path);
        await using (var db = new RagDocsDbContext(options.Options)) await db.ChunkVectors.ExecuteDeleteAsync();

        Assert.Equal(1, (await Ragdocs.RunAsync(data.Path, "check")).ExitCode);
        var repaired = await Ragdocs.RunAsync(data.Path, "check", "--repair", "--json");

        Assert.Equal(0, repaired.ExitCode);
        Assert.Contains("\"vector-missing\"", repaired.Output, StringComparison.Ordinal);
        Assert.Equal("Nothing wrong", (await Ragdocs.RunAsync(data.Path, "check")).Lines[^1]);
    }

    [Fact]
    public async Task TheNightlyRunPrintsItsReportAndIsListedAmongTheJobs()
    {
        using var data = new TempFolder();
        using var files = new TempFolder();
        await Ragdocs.RunAsync(data.Path, "ingest", files.Write("leave.md", "# Leave\n\nThere are 28 days of leave."), "--collection", "HR");

        var night = await Ragdocs.RunAsync(data.Path, "nightly");
        var jobs = JsonDocument.Parse((await Ragdocs.RunAsync(data.Path, "jobs", "--json")).Output).RootElement;

        Assert.Equal(0, night.ExitCode);
        Assert.StartsWith("# Morning report", night.Output, StringComparison.Ordinal);
        Assert.Equal(night.Output.Trim(), (await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(data.Path, "reports"), "*.md").Single())).Trim());
        Assert.Equal("nightly", jobs.GetProperty("runs")[0].GetProperty("kind").GetString());
        Assert.Equal(0, jobs.GetProperty("queue").GetProperty("waiting").GetInt32());
        Assert.Equal(2, jobs.GetProperty("nextNightly").GetDateTimeOffset().Hour);
    }

    [Fact]
    public async Task OnlyAdministratorsFetchTheReport()
    {
        await using var service = await RunningService.StartAsync();
        using var admin = await service.SignedInAsync("ada", UserRole.Administrator);
        using var member = await service.SignedInAsync("bob");
        using var nobody = service.Client();
        var report = await service.Services.GetRequiredService<NightlyReindex>().RunAsync(CancellationToken.None);
        var address = $"/api/runs/{report.Run}/report";

        Assert.StartsWith("# Morning report", await admin.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/runs/999999/report")).StatusCode);
    }
}

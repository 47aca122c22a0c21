using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>"ragdocs index" as an operator uses it, and how "doctor" speaks of the index.</summary>
public sealed class IndexCommandTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private readonly TempFolder _files = new();

    public async ValueTask InitializeAsync() =>
        await Ragdocs.RunAsync(_data.Path, "ingest", _files.Write("leave.md", "# Leave\n\nThere are 28 days of leave."), "--collection", "HR");

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        _files.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task ARebuiltIndexTakesTheOldOnesPlaceAndStillAnswers()
    {
        var before = await StatusAsync("status");
        var after = await StatusAsync("rebuild");

        Assert.True(Active(after) > Active(before));
        Assert.Equal(JsonValueKind.Null, after.GetProperty("building").ValueKind);
        var found = await Ragdocs.RunAsync(_data.Path, "search", "How many days of leave?", "--json");
        Assert.Equal("leave.md", JsonSerializer.Deserialize<JsonElement>(found.Lines[0]).GetProperty("file").GetString());
    }

    [Fact]
    public async Task WithoutANewIndexThereIsNothingToDoAndItSaysSo()
    {
        foreach (var step in new[] { "pause", "resume", "cancel" })
        {
            var result = await Ragdocs.RunAsync(_data.Path, "index", step);

            Assert.Equal(1, result.ExitCode);
            Assert.Contains("nothing to do", result.Errors, StringComparison.Ordinal);
            Assert.StartsWith("In use: index 1", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnIndexWhoseModelIsGoneAnswersByKeywordsAndTheDoctorSaysSo()
    {
        var options = new DbContextOptionsBuilder<RagDocsDbContext>();
        Catalog.Configure(options, _data.Path);
        await using (var db = new RagDocsDbContext(options.Options)) await db.IndexGenerations.ExecuteUpdateAsync(g => g.SetProperty(x => x.ModelHash, "gone"));

        Assert.True((await StatusAsync("status")).GetProperty("keywordsOnly").GetBoolean());
        var doctor = await Ragdocs.RunAsync(_data.Path, "doctor");

        Assert.Equal(0, doctor.ExitCode);
        Assert.Contains("missing  search by meaning: The model the index was made with is not there any more", doctor.Output, StringComparison.Ordinal);
    }

    private async Task<JsonElement> StatusAsync(string step)
    {
        var result = await Ragdocs.RunAsync(_data.Path, "index", step, "--json");
        Assert.Equal(0, result.ExitCode);
        return JsonSerializer.Deserialize<JsonElement>(result.Output);
    }

    private static long Active(JsonElement status) => status.GetProperty("active").GetProperty("id").GetInt64();
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests.Killed;

/// <summary>
/// SIGKILL at random moments of an ingest of 300 mixed documents, with restarts: nothing is lost, doubled or half visible. Ten kills here;
/// RAGDOCS_KILLS=100 repeats it as often as named. A folder that is through is checked and the next one begun, until all kills are spent.
/// </summary>
public sealed class KilledIngestTests(ITestOutputHelper output)
{
    private const int Documents = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // The nightly run brings the folder in step, so that taking in, reading, purge and check are all killed in their middle.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Ingest__NightlyCron"] = "0/2 * * * * ?", ["Ingest__Crashes"] = "1000", ["Logging__LogLevel__Default"] = "Warning",
        ["Engine__Enabled"] = "false",
    };

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("RAGDOCS_KILLS") ?? "10", CultureInfo.InvariantCulture);

    [Fact]
    public async Task RandomKillsLoseNothingDoubleNothingAndShowNothingHalf()
    {
        using var files = new TempFolder();
        MixedDocuments.Write(files, Documents);
        var expected = await UndisturbedAsync(files);
        var random = new Random(20261121);
        int kills = 0, folders = 0, looks = 0;
        while (kills < Kills)
        {
            using var data = new TempFolder();
            var folder = new IndexedFolder(data.Path);
            await folder.ConnectAsync(files.Path);
            while (kills < Kills && !await folder.IsThroughAsync(Documents))
            {
                looks += await RunAndKillAsync(data, folder, random);
                kills++;
                Assert.Equal(0, await folder.HalfVisibleAsync());
                output.WriteLine($"kill {kills}: {await folder.ThroughAsync()} of {Documents} through");
            }

            await FinishAsync(data, folder);
            Same(expected, await folder.ContentAsync());
            Assert.Equal(0, await folder.DoubledVersionsAsync());
            Assert.Empty(await folder.FindingsAsync());
            await using (var db = folder.CreateDbContext()) Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
            folders++;
        }

        output.WriteLine($"{kills} kills over {folders} ingests of {Documents} documents, {looks} looks while it ran: 0 lost, 0 doubled, 0 half visible");
    }

    // Looks at the index as a search would see it until the moment of the kill.
    private static async Task<int> RunAndKillAsync(TempFolder data, IndexedFolder folder, Random random)
    {
        using var service = Ragdocs.Start(data.Path, Settings, "serve", "--urls", "http://127.0.0.1:0");
        // One in eight is killed while it still starts.
        if (random.Next(8) == 0)
        {
            await Task.Delay(random.Next(1500));
            await service.KillAsync();
            return 0;
        }

        while (await service.Output.ReadLineAsync() is { } line && !line.StartsWith("RagDocs is ready", StringComparison.Ordinal))
        {
        }

        var end = TimeProvider.System.GetTimestamp() + random.Next(4000) * TimeProvider.System.TimestampFrequency / 1000;
        var looks = 0;
        while (TimeProvider.System.GetTimestamp() < end)
        {
            Assert.Equal(0, await folder.HalfVisibleAsync());
            looks++;
            await Task.Delay(25);
        }

        await service.KillAsync();
        return looks;
    }

    private static async Task FinishAsync(TempFolder data, IndexedFolder folder)
    {
        using var service = Ragdocs.Start(data.Path, Settings, "serve", "--urls", "http://127.0.0.1:0");
        using var patience = new CancellationTokenSource(Patience);
        while (!await folder.IsThroughAsync(Documents)) await Task.Delay(200, patience.Token);
        await service.KillAsync();
    }

    private static async Task<SortedDictionary<string, string>> UndisturbedAsync(TempFolder files)
    {
        using var data = new TempFolder();
        var result = await Ragdocs.RunAsync(data.Path, "ingest", files.Path, "--collection", "Undisturbed");
        Assert.Equal(Documents, result.Lines.Count);
        var content = await new IndexedFolder(data.Path).ContentAsync();
        // Every kind is there: read, and not readable.
        Assert.Contains(content.Values, c => c.StartsWith("Damaged", StringComparison.Ordinal));
        Assert.True(content.Values.Count(c => c.StartsWith("Indexed", StringComparison.Ordinal)) > Documents * 0.8, string.Join('\n', content.Values.Select(c => c.Split('\n')[0]).CountBy(c => c)));
        return content;
    }

    private static void Same(SortedDictionary<string, string> expected, SortedDictionary<string, string> found)
    {
        Assert.Equal(expected.Keys, found.Keys);
        Assert.All(expected, document => Assert.Equal(document.Value, found[document.Key]));
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>All problem files in one run of the program: none stops it, keeps it busy for long, or makes it or a child large.</summary>
public sealed class RobustnessRunTests : IDisposable
{
    private const int ServiceMegabytes = 600;
    private const int ChildMegabytes = 512;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task EveryFileIsAnsweredForWithinTheLimitsOfTimeAndMemory()
    {
        var files = DevelopmentData.Folder is { } folder ? Path.Combine(folder, "robustness", "docs") : null;
        Assert.SkipWhen(!Directory.Exists(files), DevelopmentData.Missing);
        using var program = Ragdocs.Start(_data.Path, "ingest", files, "--collection", "Problems", "--json");
        using var ended = new CancellationTokenSource();
        var watch = MemoryWatch.RunAsync(program.Id, ended.Token);

        var lines = (await program.Output.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        await ended.CancelAsync();
        var memory = await watch;
        TestContext.Current.SendDiagnosticMessage($"service {memory.Service} MB, largest child {memory.Child} MB");
        var reports = lines.Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToList();
        Assert.Equal(Directory.GetFiles(files).Select(Path.GetFileName).Order(), reports.Select(r => r.GetProperty("file").GetString()).Order());
        // None is left over, and none ended for a reason nobody could name.
        Assert.DoesNotContain(reports, r => r.GetProperty("state").GetString() is "pending" or "indexing" or "failed");
        Assert.All(reports.Where(r => r.GetProperty("state").GetString() is not ("indexed" or "partial")), r => Assert.NotEmpty(r.GetProperty("reason").GetString()!));
        Assert.InRange(memory.Service, 1, ServiceMegabytes);
        Assert.InRange(memory.Child, 0, ChildMegabytes);
        Assert.All(await AttemptsAsync(), time => Assert.True(time < LongestSilence, $"One file took {time}."));
    }

    private async Task<IReadOnlyList<TimeSpan>> AttemptsAsync()
    {
        var builder = new DbContextOptionsBuilder<RagDocsDbContext>();
        Catalog.Configure(builder, _data.Path);
        await using var db = new RagDocsDbContext(builder.Options);
        var attempts = await db.IngestAttempts.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(attempts);
        return attempts.ConvertAll(a => a.EndedAt!.Value - a.StartedAt);
    }

    /// <summary>The most memory a process and each of its descendants held at once, in MB, as the kernel counts it (proc(5), VmHWM).</summary>
    private static class MemoryWatch
    {
        public static async Task<(long Service, long Child)> RunAsync(int process, CancellationToken ended)
        {
            var (service, child) = (0L, 0L);
            while (!ended.IsCancellationRequested)
            {
                service = Math.Max(service, Peak(process));
                foreach (var descendant in Descendants(process)) child = Math.Max(child, Peak(descendant));
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }

            return (service, child);
        }

        private static long Peak(int process)
        {
            try
            {
                var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
            }
            catch (IOException)
            {
                // It has ended.
                return 0;
            }
        }

        private static IEnumerable<int> Descendants(int process) => Children(process).SelectMany(child => Descendants(child).Prepend(child));

        private static IEnumerable<int> Children(int process)
        {
            try
            {
                return [.. Directory.GetDirectories($"/proc/{process}/task").SelectMany(task => File.ReadAllText(Path.Combine(task, "children"))
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)))];
            }
            catch (IOException)
            {
                return [];
            }
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RagDocs.Benchmarks.Keywords;

/// <param name="Seconds">CPU.</param>
/// <param name="Bytes">Of its files.</param>
internal sealed record BuiltIndex(string Version, double Seconds, long Bytes);

/// <param name="Nanoseconds">CPU, of each query.</param>
/// <param name="Found">Numbers of the units, best first.</param>
internal sealed record Round(IReadOnlyList<long> Nanoseconds, IReadOnlyList<IReadOnlyList<int>> Found);

/// <summary>Another keyword index, run by Python in a process of its own, over the same terms.</summary>
internal sealed class KeywordRival : IAsyncDisposable
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../rivals/keywords"));
    private readonly Process _process;

    private KeywordRival(string name, Process process, BuiltIndex built) => (Name, _process, Built) = (name, process, built);

    public string Name { get; }

    public BuiltIndex Built { get; }

    public static async Task<KeywordRival> StartAsync(string name, string corpus, double k1, double b, int top)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/python3",
            [Path.Combine(Folder, $"run_{name}.py"), corpus, Path.Combine(corpus, name), k1.ToString(CultureInfo.InvariantCulture), b.ToString(CultureInfo.InvariantCulture), $"{top}"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        return new KeywordRival(name, process, await ReadAsync<BuiltIndex>(process, name));
    }

    /// <summary>Every query once.</summary>
    public async Task<Round> RunAsync()
    {
        await _process.StandardInput.WriteLineAsync("run");
        await _process.StandardInput.FlushAsync();
        return await ReadAsync<Round>(_process, Name);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<T> ReadAsync<T>(Process process, string name)
    {
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{name} ended without an answer; is it installed?");
        return JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RagDocs.Benchmarks.Vectors;

/// <param name="P50">Milliseconds a question, median.</param>
/// <param name="P95">Milliseconds.</param>
/// <param name="PerSecond">Questions answered.</param>
/// <param name="Rows">Ten for each question.</param>
internal sealed record VectorFigures(double P50, double P95, double PerSecond, int[] Rows);

/// <summary>Another search over the same files of floats, in a process of its own: the C program, or a Node package.</summary>
internal sealed class VectorRival : IAsyncDisposable
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("RAGDOCS_RIVALS") ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../rivals/vectors"));
    private readonly Process _process;

    private VectorRival(string name, Process process, double buildSeconds) => (Name, _process, BuildSeconds) = (name, process, buildSeconds);

    public string Name { get; }

    public double BuildSeconds { get; }

    public static async Task<VectorRival> StartCAsync(VectorData data)
    {
        var program = Path.Combine(data.Folder, "scan");
        await CompleteAsync("gcc", "-O3", "-march=native", Path.Combine(Folder, "scan.c"), "-lm", "-o", program);
        return await StartAsync("C, one thread", program, data.RowsFile, data.QueriesFile, Text(data.Dimensions));
    }

    /// <param name="engine">lancedb or hnswlib.</param>
    public static async Task<VectorRival> StartNodeAsync(string engine, VectorData data)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules"))) await CompleteAsync("npm", "ci", "--no-audit", "--no-fund");
        return await StartAsync(engine, "node", "measure.mjs", engine, data.RowsFile, data.QueriesFile, Text(data.Dimensions), Path.Combine(data.Folder, engine));
    }

    public async Task<VectorFigures> AskAsync(int from, int count, int clients)
    {
        await _process.StandardInput.WriteLineAsync($"{Text(from)} {Text(count)} {Text(clients)}");
        await _process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<VectorFigures>(await LineAsync(_process), JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<VectorRival> StartAsync(string name, string program, params string[] arguments)
    {
        var process = Run(program, arguments);
        using var ready = JsonDocument.Parse(await LineAsync(process));
        return new VectorRival(name, process, ready.RootElement.GetProperty("buildSeconds").GetDouble());
    }

    private static async Task<string> LineAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{')) return line;
        }

        throw new InvalidOperationException("The rival ended without an answer.");
    }

    private static async Task CompleteAsync(string program, params string[] arguments)
    {
        using var process = Run(program, arguments);
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static Process Run(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RagDocs.Benchmarks.Engine;

/// <summary>node-llama-cpp, the same native libraries at the same version, called from JavaScript without a server in between.</summary>
internal static class NodeRival
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../rivals/node-llama-cpp"));

    public static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules"))) return;
        Console.WriteLine("Installing the rival …");
        await RunAsync("npm", "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    /// <summary>One repetition in a process of its own.</summary>
    public static async Task<(double PromptRate, double GenerationRate, long PeakBytes)> MeasureAsync(string model, int threads, int context, string prompt, int generate)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, prompt);
        // The first repetition warms up, as ours does.
        var output = await RunAsync("node", "measure.mjs", model, $"{threads}", $"{context}", file, $"{generate}", "2");
        File.Delete(file);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var run = lines[1];
        return (Number(run, "promptTokens") / Number(run, "promptSeconds"), Number(run, "generated") / Number(run, "generationSeconds"), (long)Number(lines[2], "peakBytes"));
    }

    private static double Number(JsonElement line, string name) => line.GetProperty(name).GetDouble();

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}: {output}"));
        return output;
    }
}

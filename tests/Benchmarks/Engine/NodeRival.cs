using System.Diagnostics;
using System.Text.Json;

namespace RagDocs.Benchmarks.Engine;

/// <param name="PromptRate">Tokens a second.</param>
/// <param name="GenerationRate">Tokens a second.</param>
/// <param name="PeakBytes">The most memory the process had resident so far.</param>
internal sealed record RivalAnswer(double PromptRate, double GenerationRate, long PeakBytes);

/// <summary>node-llama-cpp, the same native libraries at the same version, called from JavaScript without a server in between.</summary>
internal sealed class NodeRival : IAsyncDisposable
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../rivals/node-llama-cpp"));
    private readonly Process _process;

    private NodeRival(Process process) => _process = process;

    public static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules"))) return;
        Console.WriteLine("Installing the rival …");
        using var npm = Run("npm", "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund");
        Console.WriteLine(await npm.StandardOutput.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ended with {npm.ExitCode}.");
    }

    public static NodeRival Start(string model, int threads, int context) => new(Run("node", "measure.mjs", model, $"{threads}", $"{context}"));

    /// <summary>One question that begins with an empty cache.</summary>
    public async Task<RivalAnswer> AskAsync(string prompt, int generate)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { prompt, generate }));
        await _process.StandardInput.FlushAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{')) return JsonSerializer.Deserialize<RivalAnswer>(line, JsonSerializerOptions.Web)!;
        }

        throw new InvalidOperationException("node-llama-cpp ended without an answer.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Run(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
}

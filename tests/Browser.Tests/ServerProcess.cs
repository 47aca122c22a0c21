using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;

namespace RagDocs.Browser.Tests;

/// <summary>The built program, started as "ragdocs serve" on a free port with a data folder of its own.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    // One answer at a time, by one thread: whoever asks second waits, and tiny models are equally slow on every machine.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Logging__LogLevel__Default"] = "Warning", ["Ingest__FolderRoots__0"] = Path.GetTempPath(),
        ["Engine__Parallel"] = "1", ["Engine__Threads"] = "1", ["LanguageModel__MaxAnswerTokens"] = "4000",
    };

    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private ServerProcess(Process process, DirectoryInfo data, Uri address)
    {
        (_process, _data) = (process, data);
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Where models are dropped in.</summary>
    public string ModelsFolder => Path.Combine(_data.FullName, "models");

    /// <summary>As the console prints it.</summary>
    public string SetUpToken { get; private set; } = "";

    /// <summary>The engine that serves models, a child of the server.</summary>
    public Process Engine() => Engines().Select(Process.GetProcessById).Single();

    /// <summary>Some model is served.</summary>
    public bool HasEngine => Engines().Any();

    /// <param name="more">Settings beside the usual ones.</param>
    public static async Task<ServerProcess> StartAsync(IReadOnlyDictionary<string, string>? more = null)
    {
        var data = Directory.CreateTempSubdirectory("ragdocs-browser-");
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { Metadata("Program"), "serve", "--data", data.FullName, "--urls", address.ToString().TrimEnd('/') })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in Settings.Concat(more ?? new Dictionary<string, string>(StringComparer.Ordinal))) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var server = new ServerProcess(process, data, address);
        try
        {
            await server.ReadTokenAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    public static string Metadata(string key) =>
        typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    private async Task ReadTokenAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        var printed = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            printed.Add(line);
            if (TokenLine().Match(line) is not { Success: true } match) continue;
            SetUpToken = match.Groups["token"].Value;
            // Nobody reads on: a full pipe must not stop the server.
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return;
        }

        throw new InvalidOperationException("The server ended before it printed a set-up token:\n" + string.Join('\n', printed));
    }

    private IEnumerable<int> Engines() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0 && IsEngine(id));

    private bool IsEngine(int id)
    {
        try
        {
            // The name in brackets may hold blanks; the parent is the second field behind it.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == _process.Id.ToString(CultureInfo.InvariantCulture)
                && File.ReadAllText($"/proc/{id}/cmdline").Split('\0').Contains("engine", StringComparer.Ordinal);
        }
        catch (IOException)
        {
            return false; // Ended meanwhile.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex(@"^Set-up token: (?<token>\S+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenLine();
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RagDocs.Benchmarks.Service;

/// <summary>`ragdocs serve` as a child process on a free port of the loopback address.</summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process _process;

    private ServedProgram(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Processor time of the process so far, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..13].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    /// <summary>Resident memory in MB: of the program's own, and of files it has mapped, which the system takes back when others need it.</summary>
    public (double Own, double Files) Resident => (Megabytes("RssAnon:"), Megabytes("RssFile:"));

    public static ServedProgram Start(string data)
    {
        var port = FreePort();
        return new ServedProgram(Run(data, "serve", "--urls", $"http://127.0.0.1:{port}"), port);
    }

    /// <summary>Adds an account that reads what is open to everyone.</summary>
    public static async Task AddPersonAsync(string data, string name, string password)
    {
        using var process = Run(data, "user", "add", name);
        await process.StandardInput.WriteLineAsync(password);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits until it takes connections.</summary>
    public async Task UntilUpAsync()
    {
        while (true)
        {
            try
            {
                using var probe = new Asker();
                await probe.ConnectAsync(Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }
    }

    /// <summary>Lets it end in its own way.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Run(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ragdocs.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["RAGDOCS_DATA"] = data, ["Limits__SearchesPerMinute"] = "1000000", ["Limits__QuestionsPerMinute"] = "100000" },
        };
        var process = Process.Start(start)!;
        // Nobody reads a full pipe empty but us.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => Console.Error.Write(line.Data is null ? "" : line.Data + "\n");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private double Megabytes(string field) => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

using System.Diagnostics;

namespace RagDocs.TestSupport;

/// <summary>The real program as a child process.</summary>
public sealed class Ragdocs : IDisposable
{
    private readonly Process _process;

    private Ragdocs(Process process) => _process = process;

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Starts the program that lies beside the tests.</summary>
    public static Ragdocs Start(string dataFolder, params string[] arguments) => Start(dataFolder, new Dictionary<string, string>(), arguments);

    /// <summary>The same with settings in its environment.</summary>
    public static Ragdocs Start(string dataFolder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "ragdocs.dll") },
            Environment = { ["RAGDOCS_DATA"] = dataFolder },
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new Ragdocs(process);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<ProgramResult> RunAsync(string dataFolder, params string[] arguments)
    {
        using var program = Start(dataFolder, arguments);
        var errors = program._process.StandardError.ReadToEndAsync();
        var output = await program._process.StandardOutput.ReadToEndAsync();
        await program._process.WaitForExitAsync();
        return new ProgramResult(program._process.ExitCode, output, await errors);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}

public sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

using System.Diagnostics;
using System.Globalization;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>A service that ends, however it ends, leaves no engine behind.</summary>
public sealed class OrphanedEngineTests
{
    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task TheEngineEndsWithItsService(string signal)
    {
        using var data = new TempFolder();
        TinyMistral.Write(data.File("models/tiny.gguf"));
        using var service = Ragdocs.Start(data.Path, "serve", "--urls", "http://127.0.0.1:0");
        await UntilAsync(() => EnginesOf(data.Path).Count > 0);

        using (var kill = Process.Start("kill", ["-" + signal, service.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await UntilAsync(() => EnginesOf(data.Path).Count == 0);
        Assert.Empty(EnginesOf(data.Path));
    }

    // What a process was started with names the data folder of its service.
    private static List<string> EnginesOf(string dataFolder) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => name.All(char.IsAsciiDigit)).Select(CommandLine)
            .Where(line => line.Contains("\0engine\0", StringComparison.Ordinal) && line.Contains(dataFolder, StringComparison.Ordinal)),
    ];

    private static string CommandLine(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // It ended between the list and the look.
        }
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!reached()) await Task.Delay(100, patience.Token);
    }
}

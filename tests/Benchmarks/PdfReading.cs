using System.Diagnostics;
using RagDocs.Ingest.Readers;

namespace RagDocs.Benchmarks;

/// <summary>Pages a CPU second: our reader (child, parsing, blocks) against the bare child on the same files.</summary>
internal static class PdfReading
{
    private const int Runs = 5;

    public static async Task<int> RunAsync(string folder)
    {
        var files = Directory.GetFiles(folder, "*.pdf").Order(StringComparer.Ordinal).ToArray();
        var readers = new DocumentReaders(new ReaderOptions());
        var (bare, ours) = (new List<double>(), new List<double>());
        var pages = 0;
        for (var run = 0; run <= Runs; run++)
        {
            pages = 0;
            var rival = await CpuTime.OfAsync(() => BareAsync(files));
            var mine = await CpuTime.OfAsync(async () =>
            {
                foreach (var file in files) pages += (await readers.ReadAsync(file, Path.GetFileName(file), CancellationToken.None)).Pages ?? 0;
            });
            Console.WriteLine($"{(run == 0 ? "cold" : $"run {run}")}: pdftotext {rival:0.00} s, ours {mine:0.00} s CPU, ratio {mine / rival:0.00}");
            if (run == 0) continue;
            bare.Add(rival);
            ours.Add(mine);
        }

        var (b, o) = (CpuTime.Median(bare), CpuTime.Median(ours));
        Console.WriteLine($"{files.Length} files, {pages} pages; medians of {Runs}: pdftotext {pages / b:0} pages/CPU s, ours {pages / o:0}, ratio {o / b:0.00}");
        return 0;
    }

    public static async Task BareAsync(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            using var process = Process.Start(new ProcessStartInfo("pdftotext")
            {
                UseShellExecute = false, ArgumentList = { "-bbox-layout", file, "/dev/null" },
            })!;
            await process.WaitForExitAsync();
        }
    }
}

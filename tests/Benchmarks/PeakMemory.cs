using System.Globalization;

namespace RagDocs.Benchmarks;

/// <summary>Greatest resident memory in MB since it was made: of this process by the kernel's own count, of its children by looking 50 times a second.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private double _child;

    public PeakMemory()
    {
        // "5" sets the kernel's peak back to what is used now (proc(5), "clear_refs").
        File.WriteAllText("/proc/self/clear_refs", "5");
        _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
    }

    public double Own => Kilobytes("/proc/self/status", "VmHWM:") / 1024;

    public double Child => _child;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            try
            {
                foreach (var child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    _child = Math.Max(_child, Kilobytes($"/proc/{child}/status", "VmHWM:") / 1024);
                }
            }
            catch (IOException)
            {
                // The thread or the child has just ended.
            }
        }
    }

    private static double Kilobytes(string path, string field)
    {
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal)) : null;
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}

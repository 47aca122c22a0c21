using System.Globalization;
using System.Text;

namespace RagDocs.Generation.Engines;

/// <summary>What the engines of one kind say: in a file that is renewed when it is full, and the last lines in memory. Safe from any thread.</summary>
internal sealed class EngineLog(string path, TimeProvider time) : IDisposable
{
    public const int KeptLines = 200;
    public const int KeptFiles = 5;
    private const int LongestLine = 2000;

    /// <summary>After a failed write, the file is tried again so much later.</summary>
    public static readonly TimeSpan RetryPause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new(KeptLines);
    private StreamWriter? _file;
    private long? _unwritableSince;

    /// <summary>Bytes after which a new file begins.</summary>
    public long FileBytes { get; init; } = 5L << 20;

    public IReadOnlyList<string> Last
    {
        get
        {
            lock (_gate) return [.. _last];
        }
    }

    public void Add(string line)
    {
        if (line.Length > LongestLine) line = line[..LongestLine] + " …";
        lock (_gate)
        {
            if (_last.Count == KeptLines) _last.Dequeue();
            _last.Enqueue(line);
            Write(line);
        }
    }

    /// <summary>Takes everything a stream says until it ends; a line without end is cut.</summary>
    public async Task TakeAsync(StreamReader output)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        int read;
        while ((read = await output.ReadAsync(buffer)) > 0)
        {
            foreach (var c in buffer.AsSpan(0, read))
            {
                if (c == '\n' || line.Length > LongestLine) End();
                if (c is not ('\n' or '\r')) line.Append(c);
            }
        }

        End();

        void End()
        {
            if (line.Length > 0) Add(line.ToString());
            line.Clear();
        }
    }

    public void Dispose()
    {
        lock (_gate) _file?.Dispose();
    }

    // A full disk must not end the engine: the lines in memory go on, and the file when there is room again.
    private void Write(string line)
    {
        if (_unwritableSince is { } since && time.GetElapsedTime(since) < RetryPause) return;
        try
        {
            _unwritableSince = null;
            _file ??= Open();
            _file.WriteLine(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture) + line);
            if (_file.BaseStream.Length < FileBytes) return;
            _file.Dispose();
            _file = null;
            for (var i = KeptFiles - 1; i > 0; i--) Shift(i == 1 ? path : $"{path}.{i - 1}", $"{path}.{i}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unwritableSince = time.GetTimestamp();
            Close();
        }
    }

    private void Close()
    {
        var file = _file;
        _file = null;
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // It still held what could not be written.
        }
    }

    private StreamWriter Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
    }

    private static void Shift(string from, string to)
    {
        if (File.Exists(from)) File.Move(from, to, overwrite: true);
    }
}

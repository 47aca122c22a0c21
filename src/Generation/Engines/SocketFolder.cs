using System.Globalization;

namespace RagDocs.Generation.Engines;

/// <summary>
/// A folder that only this account may enter, for the sockets of this service's engines. Its path is short, since a socket's path may have
/// 107 bytes. What a killed service left behind is removed by the next one.
/// </summary>
internal sealed class SocketFolder : IDisposable
{
    private const string Prefix = "ragdocs-engine-";
    private const string OwnerFile = "owner";
    private const int LongestSocketPath = 107;
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _owner;
    private int _sockets;

    private SocketFolder(string path, FileStream owner)
    {
        Path = path;
        _owner = owner;
    }

    public string Path { get; }

    public static SocketFolder Create() => CreateIn(Place());

    public static SocketFolder CreateIn(string place)
    {
        RemoveAbandoned(place);
        var path = System.IO.Path.Combine(place, Prefix + Guid.NewGuid().ToString("N")[..12]);
        Make(path);
        // Held open without sharing: as long as it is locked, its service lives.
        return new SocketFolder(path, new FileStream(System.IO.Path.Combine(path, OwnerFile), FileMode.CreateNew, FileAccess.Write, FileShare.None));
    }

    /// <summary>A path no engine has had, so that a dying one and its successor never meet.</summary>
    public string NewSocket()
    {
        // Systems sweep their temporary folders, and services run for months.
        Make(Path);
        return System.IO.Path.Combine(Path, Interlocked.Increment(ref _sockets).ToString(CultureInfo.InvariantCulture) + ".sock");
    }

    public void Dispose()
    {
        _owner.Dispose();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // Somebody else cleaned up, or a file is still open; the next service removes it.
        }
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OnlyOwner);
    }

    private static string Place()
    {
        var longest = LongestSocketPath - Prefix.Length - "/123456789012/12345678.sock".Length;
        string?[] places = [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), System.IO.Path.GetTempPath()];
        return places.FirstOrDefault(place => !string.IsNullOrEmpty(place) && System.Text.Encoding.UTF8.GetByteCount(place) <= longest && Directory.Exists(place)) ?? "/tmp";
    }

    private static void RemoveAbandoned(string place)
    {
        foreach (var folder in Directory.EnumerateDirectories(place, Prefix + "*"))
        {
            try
            {
                using (new FileStream(System.IO.Path.Combine(folder, OwnerFile), FileMode.Open, FileAccess.Write, FileShare.None))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Its service lives, is just making it, or belongs to somebody else.
            }
        }
    }
}

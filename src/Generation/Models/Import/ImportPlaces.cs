namespace RagDocs.Generation.Models.Import;

/// <summary>Where sticks and shares usually lie, so that nobody must know their paths.</summary>
public static class ImportPlaces
{
    private const int Most = 6;

    private static readonly string[] Roots = ["/media/", "/run/media/", "/mnt/", "/Volumes/"];

    /// <summary>What is mounted on this machine now and looks like a stick or share; only by name, for a share that hangs would hold up the caller.</summary>
    public static IReadOnlyList<string> Mounted() => OperatingSystem.IsWindows()
        ? [.. DriveInfo.GetDrives().Where(drive => drive.DriveType is DriveType.Removable or DriveType.Network).Select(drive => drive.Name).Take(Most)]
        : Among(DriveInfo.GetDrives().Select(drive => drive.Name));

    internal static IReadOnlyList<string> Among(IEnumerable<string> mounts) =>
    [
        .. mounts.Where(mount => Array.Exists(Roots, root => mount.StartsWith(root, StringComparison.Ordinal) && IsShallow(mount[root.Length..])))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(Most),
    ];

    // "STICK" or "anna/STICK"; what is mounted deeper is a part of something else.
    private static bool IsShallow(string below) => below.Length > 0 && below.Count(c => c == '/') <= 1;
}

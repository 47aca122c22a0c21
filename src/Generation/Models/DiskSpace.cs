namespace RagDocs.Generation.Models;

/// <summary>Bytes that may still be written into a folder.</summary>
public delegate long FreeSpaceProbe(string folder);

internal static class DiskSpace
{
    /// <summary>Left over for everything else that lives on the same disk.</summary>
    private const long Margin = 256L << 20;

    public static long Free(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    /// <exception cref="ModelsException">There is too little.</exception>
    public static void Require(FreeSpaceProbe probe, string folder, long bytes)
    {
        var free = probe(folder);
        if (free < bytes + Margin)
        {
            throw new ModelsException(
                $"There is too little space in {folder}: {Size.Of(bytes + Margin)} are needed, {Size.Of(free)} are free. Make room or move the models folder (Models:Folder).");
        }
    }
}

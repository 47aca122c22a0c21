using System.IO.Compression;
using System.Text;
using RagDocs.Ingest.Sources;

namespace RagDocs.Ingest.Readers.Zip;

/// <summary>The files in an archive, opened one after the other over one open archive. Not for several threads.</summary>
internal sealed class ZipMembers
{
    private const int LinkType = 0xA000;
    private const int TypeMask = 0xF000;

    private readonly string _path;
    private readonly Encoding? _names;
    private ZipArchive? _archive;

    public ZipMembers(string path)
    {
        _path = path;
        using var archive = OpenArchive(null);
        // Names without the UTF-8 flag are UTF-8 from some programs and the code page of DOS from others; only the latter fail as UTF-8.
        if (archive.Entries.Any(e => e.FullName.Contains('\ufffd', StringComparison.Ordinal))) _names = CodePagesEncodingProvider.Instance.GetEncoding(437);
        using var named = OpenArchive(_names);
        All = [.. named.Entries.Select((e, i) => new ZipMember(
            i, e.FullName, e.Length, e.CompressedLength, e.IsEncrypted, ((e.ExternalAttributes >> 16) & TypeMask) == LinkType))];
    }

    public IReadOnlyList<ZipMember> All { get; }

    /// <summary>A member's content, which ends in an error when it is longer than the archive claims. The archive closes with its last member.</summary>
    public Stream Open(ZipMember member)
    {
        _archive ??= OpenArchive(_names);
        return new LengthLimitedStream(_archive.Entries[member.Index].Open(), member.Length);
    }

    private ZipArchive OpenArchive(Encoding? names)
    {
        var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return ZipLimits.Open(file, names, leaveOpen: false);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}

/// <summary>A member as the archive's list names it; sizes are claims.</summary>
internal sealed record ZipMember(int Index, string Name, long Length, long PackedLength, bool IsEncrypted, bool IsLink)
{
    /// <summary>Folders, and what programs put beside people's files: hidden files, thumbnails, resource forks.</summary>
    public bool IsClutter =>
        Name.EndsWith('/') || Name.EndsWith('\\') || Name.StartsWith("__MACOSX/", StringComparison.Ordinal) ||
        Name.EndsWith("Thumbs.db", StringComparison.OrdinalIgnoreCase) || Name.EndsWith("desktop.ini", StringComparison.OrdinalIgnoreCase) ||
        Name[(Name.LastIndexOfAny(['/', '\\']) + 1)..] is ['.', not '.', ..];
}

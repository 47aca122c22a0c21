using RagDocs.Ingest.Readers.Zip;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads an archive as a folder: it has no text of its own, its members are documents of their own. Nothing is unpacked here.</summary>
internal sealed class ZipReader(ReaderOptions options) : DocumentReader
{
    private const long RatioCountsFrom = 10L << 20;
    private const int Named = 10;

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Zip];

    protected override Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var members = new ZipMembers(file.Path);
        var files = members.All.Where(m => !m.IsClutter).ToList();
        if (files.Count == 0) throw new DocumentReadException(DocumentState.NoText, "The archive holds no files.");
        CheckSize(files);
        var leftOut = files.Select(m => (Member: m, Why: WhyNot(m))).Where(m => m.Why is not null).ToList();
        if (leftOut.Count == files.Count) throw Nothing(leftOut[0].Why!, files.TrueForAll(m => m.IsEncrypted));
        var taken = files.Where(m => WhyNot(m) is null).Select(m => new EmbeddedFile(m.Name, () => members.Open(m)));
        return Task.FromResult(new DocumentText(null, FileSignature.Zip, null, [], [.. Warnings(leftOut)]) { Embedded = [.. taken] });
    }

    private void CheckSize(List<ZipMember> files)
    {
        if (files.Count > options.MaxParts) throw Refused($"it holds {files.Count:N0} files, and {options.MaxParts:N0} are allowed");
        long total = 0;
        foreach (var file in files)
        {
            total += file.Length;
            if (total > (long)options.MaxUnpackedMegabytes << 20) throw Refused($"it unpacks to more than {options.MaxUnpackedMegabytes:N0} MB");
        }
    }

    private string? WhyNot(ZipMember member)
    {
        if (member.IsEncrypted) return "it is protected with a password";
        if (member.IsLink) return "it is a link, and links are not followed";
        var isBomb = member.Length >= RatioCountsFrom && member.Length / Math.Max(1, member.PackedLength) > options.MaxCompressionRatio;
        return isBomb ? $"it unpacks to more than {options.MaxCompressionRatio:N0} times its size, as files made to overload a server do" : null;
    }

    private static IEnumerable<string> Warnings(List<(ZipMember Member, string? Why)> leftOut)
    {
        foreach (var (member, why) in leftOut.Take(Named)) yield return $"“{TextCleaning.OneLine(member.Name)}” was left out: {why}.";
        if (leftOut.Count > Named) yield return $"{leftOut.Count - Named:N0} more files were left out.";
    }

    private static DocumentReadException Nothing(string why, bool isEncrypted) => isEncrypted
        ? new DocumentReadException(DocumentState.Password, "The archive is protected with a password. Unpack it and add the files inside.")
        : new DocumentReadException(DocumentState.Refused, $"None of the files in the archive can be taken: {why}. Unpack it and add the files inside.");

    private static DocumentReadException Refused(string why) => new(
        DocumentState.Refused, $"The archive was refused because {why}. If it is genuine, unpack it and add the files inside.");
}

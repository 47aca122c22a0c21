namespace RagDocs.Ingest.Readers;

/// <summary>Reads one family of formats into blocks. What holds for all formats is done here, once.</summary>
public abstract class DocumentReader
{
    /// <summary>Media types this reader takes, as <see cref="FileSignature"/> names them.</summary>
    public abstract IReadOnlyList<string> MediaTypes { get; }

    /// <summary>Reads a file. Headings above, paragraph numbers and offsets are filled in.</summary>
    /// <param name="file">What to read.</param>
    /// <exception cref="DocumentReadException">The file cannot be read, with the reason for people.</exception>
    public async Task<DocumentText> ReadAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var read = await ReadBlocksAsync(file, cancellationToken);
        return read with { Blocks = BlockNumbering.Number(read.Blocks) };
    }

    /// <summary>The blocks in reading order; numbering is the base class's work.</summary>
    protected abstract Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken);
}

/// <summary>A file to be read: bytes on disk under a name that is only shown, never used as a path.</summary>
/// <param name="Path">Full path of the stored bytes, made by us.</param>
/// <param name="Name">File name as its source calls it.</param>
/// <param name="MediaType">As found by signature.</param>
public sealed record SourceFile(string Path, string Name, string MediaType);

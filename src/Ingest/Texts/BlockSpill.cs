using System.Text;
using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Texts;

/// <summary>A file that takes the blocks of a document too large for memory. It is gone when it is closed, at the latest by the finaliser.</summary>
internal sealed class BlockSpill : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly string _path;
    private readonly BinaryWriter _writer;
    private int _count;

    /// <param name="folder">Made when it is not there.</param>
    public BlockSpill(string folder)
    {
        Directory.CreateDirectory(folder);
        // Half-received uploads end in .part as well: what a killed process leaves behind is cleared away with them.
        _path = Path.Combine(folder, $"{Guid.NewGuid():n}.part");
        var file = new FileStream(
            _path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.DeleteOnClose);
        _writer = new BinaryWriter(file, Encoding.UTF8);
    }

    public void Add(Block block)
    {
        BlockCodec.Write(_writer, block);
        _count++;
    }

    /// <summary>What was added up to now.</summary>
    public BlockSequence Blocks()
    {
        _writer.Flush();
        return new BlockSequence(_count, Open, this);
    }

    public void Dispose() => _writer.Dispose();

    private FileStream Open() =>
        new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);
}

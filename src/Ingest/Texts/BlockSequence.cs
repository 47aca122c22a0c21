using System.Collections;
using System.Text;
using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Texts;

/// <summary>
/// The numbered blocks of a document that lies on disk, read again from the beginning each time they are gone through, so that none is
/// held in memory. Reaching for one by its index reads all before it.
/// </summary>
/// <param name="open">Opens the bytes at the first block.</param>
/// <param name="owned">Closed when the document's work is done; null when nothing is to be closed.</param>
internal sealed class BlockSequence(int count, Func<Stream> open, IDisposable? owned = null) : IReadOnlyList<Block>, IDisposable
{
    public int Count => count;

    public Block this[int index] => this.ElementAt(index);

    public IEnumerator<Block> GetEnumerator() => BlockNumbering.Numbered(Read()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => owned?.Dispose();

    private IEnumerable<Block> Read()
    {
        using var reader = new BinaryReader(open(), Encoding.UTF8);
        for (var i = 0; i < count; i++) yield return BlockCodec.Read(reader);
    }
}

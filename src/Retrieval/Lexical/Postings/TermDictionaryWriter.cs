using System.Buffers.Binary;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// Writes the term dictionary: terms in ascending order of their bytes, front-coded in blocks of 16 (Witten, Moffat and Bell 1999,
/// "Managing Gigabytes", 4.1).
/// </summary>
/// <remarks>
/// Section "terms", for each term: bytes shared with the term before (left out for the first of a block), number of other bytes, these
/// bytes, document frequency, length of its postings. Section "term blocks", for each block: its offset in "terms" and the offset of its
/// first postings, both u32.
/// </remarks>
internal sealed class TermDictionaryWriter
{
    public const int Block = 16;

    private readonly byte[] _before = new byte[TermEntry.LongestTerm];
    private int _beforeLength;

    public ByteWriter Terms { get; } = new();

    public ByteWriter Blocks { get; } = new();

    public int Count { get; private set; }

    /// <param name="term">Greater than the one before.</param>
    public void Add(ReadOnlySpan<byte> term, TermEntry entry)
    {
        var shared = 0;
        if (Count % Block == 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Blocks.Take(4), Terms.Length);
            BinaryPrimitives.WriteInt32LittleEndian(Blocks.Take(4), entry.Offset);
        }
        else
        {
            shared = term.CommonPrefixLength(_before.AsSpan(0, _beforeLength));
            Terms.WriteNumber(shared);
        }

        Terms.WriteNumber(term.Length - shared);
        Terms.Write(term[shared..]);
        Terms.WriteNumber(entry.DocumentFrequency);
        Terms.WriteNumber(entry.Length);
        term.CopyTo(_before);
        _beforeLength = term.Length;
        Count++;
    }
}

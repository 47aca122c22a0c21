using System.Buffers.Binary;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>The terms of a part; see <see cref="TermDictionaryWriter"/> for the layout.</summary>
internal sealed class TermDictionary(ReadOnlyMemory<byte> terms, ReadOnlyMemory<byte> blocks, int count)
{
    private int Blocks => (count + TermDictionaryWriter.Block - 1) / TermDictionaryWriter.Block;

    /// <summary>Null when no unit of the part holds the term.</summary>
    public TermEntry? Find(ReadOnlySpan<byte> term)
    {
        term = TermEntry.Cut(term);
        for (var cursor = From(term); cursor.MoveNext();)
        {
            var order = cursor.Term.SequenceCompareTo(term);
            if (order >= 0) return order == 0 ? cursor.Entry : null;
        }

        return null;
    }

    /// <summary>Terms that begin so, in ascending order, at most so many.</summary>
    public List<(byte[] Term, int DocumentFrequency)> StartingWith(ReadOnlySpan<byte> prefix, int most)
    {
        prefix = TermEntry.Cut(prefix);
        var found = new List<(byte[], int)>();
        for (var cursor = From(prefix); found.Count < most && cursor.MoveNext();)
        {
            if (cursor.Term.StartsWith(prefix)) found.Add((cursor.Term.ToArray(), cursor.Entry.DocumentFrequency));
            else if (cursor.Term.SequenceCompareTo(prefix) > 0) break;
        }

        return found;
    }

    public Cursor All() => new(this, 0);

    // Begins at the last block whose first term is not greater.
    private Cursor From(ReadOnlySpan<byte> term)
    {
        var (low, high) = (0, Blocks - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (FirstOf(middle).SequenceCompareTo(term) <= 0) low = middle;
            else high = middle - 1;
        }

        return new Cursor(this, low);
    }

    private ReadOnlySpan<byte> FirstOf(int block)
    {
        var reader = new ByteReader(terms.Span[Number(block * 8)..]);
        return reader.ReadBytes(reader.ReadNumber());
    }

    private int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(blocks.Span[at..]);

    /// <summary>Goes through the terms in order.</summary>
    internal sealed class Cursor(TermDictionary dictionary, int block)
    {
        private readonly byte[] _term = new byte[TermEntry.LongestTerm];
        private int _next = block * TermDictionaryWriter.Block;
        private int _at;
        private int _postings;
        private int _length;

        public ReadOnlySpan<byte> Term => _term.AsSpan(0, _length);

        public TermEntry Entry { get; private set; }

        public bool MoveNext()
        {
            if (_next >= dictionary.Count) return false;
            var first = _next % TermDictionaryWriter.Block == 0;
            if (first)
            {
                var entry = _next / TermDictionaryWriter.Block * 8;
                (_at, _postings) = (dictionary.Number(entry), dictionary.Number(entry + 4));
            }

            var reader = new ByteReader(dictionary.Terms.Span[_at..]);
            var shared = first ? 0 : reader.ReadNumber();
            var rest = reader.ReadBytes(reader.ReadNumber());
            if (shared > _length) throw new InvalidDataException("A term shares more bytes than the term before has.");
            rest.CopyTo(_term.AsSpan(shared));
            _length = shared + rest.Length;
            Entry = new TermEntry(reader.ReadNumber(), _postings, reader.ReadNumber());
            (_at, _postings, _next) = (_at + reader.Position, checked(_postings + Entry.Length), _next + 1);
            return true;
        }
    }

    private int Count => count;

    private ReadOnlyMemory<byte> Terms => terms;
}

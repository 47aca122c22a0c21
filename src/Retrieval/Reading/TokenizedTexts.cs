using System.Runtime.InteropServices;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Reading;

/// <summary>
/// Keeps what reading the last chunks has shown, up to so many bytes, for all searches. It is asked only with a text that has just been read from
/// the catalog under the asker's rights, and answers only with what was made of the very same text: so it can neither show what may not be read
/// nor be out of date. Safe to use from many threads.
/// </summary>
/// <param name="mostBytes">0 to keep nothing.</param>
internal sealed class TokenizedTexts(WordPieceTokenizer tokenizer, long mostBytes)
{
    private const int EntryBytes = 64;

    private readonly Lock _lock = new();

    // Two halves: what is used goes to the young one; when that is full, the old one is dropped and the young one becomes the old.
    private Dictionary<long, Entry> _young = [];
    private Dictionary<long, Entry> _old = [];
    private long _youngBytes;
    private long _oldBytes;

    /// <summary>Memory taken now, roughly.</summary>
    public long Bytes => _youngBytes + _oldBytes;

    /// <summary>The chunk's text as tokens: kept ones, or read now.</summary>
    public TokenizedText Of(FoundChunk chunk)
    {
        if (mostBytes == 0) return TokenizedText.Of(tokenizer, chunk);
        var fingerprint = Fingerprint(chunk);
        lock (_lock)
        {
            if (_young.TryGetValue(chunk.ChunkId, out var young) && young.Fingerprint == fingerprint) return young.Text;
            if (_old.TryGetValue(chunk.ChunkId, out var old) && old.Fingerprint == fingerprint)
            {
                Keep(chunk.ChunkId, old);
                return old.Text;
            }
        }

        var read = TokenizedText.Of(tokenizer, chunk);
        lock (_lock) Keep(chunk.ChunkId, new Entry(fingerprint, read));
        return read;
    }

    private void Keep(long chunkId, Entry entry)
    {
        var bytes = entry.Text.Bytes + EntryBytes;
        if (_youngBytes + bytes > mostBytes / 2)
        {
            (_old, _oldBytes, _young, _youngBytes) = (_young, _youngBytes, [], 0);
            if (bytes > mostBytes / 2) return;
        }

        if (_young.TryGetValue(chunkId, out var replaced)) _youngBytes -= replaced.Text.Bytes + EntryBytes;
        _young[chunkId] = entry;
        _youngBytes += bytes;
    }

    /// <summary>All that tokens are made of, in 64 bits: length and checksum.</summary>
    private static ulong Fingerprint(FoundChunk chunk)
    {
        var sum = Checksum.Of(MemoryMarshal.AsBytes(chunk.Text.AsSpan()), (uint)chunk.Title.Length);
        sum = Checksum.Of(MemoryMarshal.AsBytes(chunk.HeadingPath.AsSpan()), sum);
        sum = Checksum.Of(MemoryMarshal.AsBytes(chunk.Title.AsSpan()), sum);
        return ((ulong)(uint)(chunk.Text.Length + chunk.HeadingPath.Length) << 32) | sum;
    }

    private readonly record struct Entry(ulong Fingerprint, TokenizedText Text);
}

namespace RagDocs.Generation.Llama.Gguf;

/// <summary>
/// The vocabulary's token texts as 64-bit hashes: enough to find equal ones in 8 bytes a token. Chance makes two different texts of
/// 262,144 equal once in 10^9 files; equal texts are always found.
/// </summary>
internal sealed class GgufTokens(int count)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const int ByteTokenLength = 6;

    private readonly ulong[] _hashes = new ulong[count];
    private readonly bool[] _byteTokens = new bool[count];
    private bool _sorted;

    public int Count => count;

    /// <summary>The engine reads texts up to their first zero, and calls an empty one by its number.</summary>
    public void Set(int id, ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)0);
        if (end >= 0) text = text[..end];
        _hashes[id] = text.IsEmpty ? Hash(System.Text.Encoding.ASCII.GetBytes($"[EMPTY_{id}]")) : Hash(text);
        _byteTokens[id] = text.Length == ByteTokenLength && text.StartsWith("<0x"u8) && text[5] == (byte)'>'
            && char.IsAsciiHexDigit((char)text[3]) && char.IsAsciiHexDigit((char)text[4]);
    }

    /// <summary>The text has the form &lt;0x0A&gt;.</summary>
    public bool IsByteToken(int id) => _byteTokens[id];

    public bool AllDifferent()
    {
        Sort();
        for (var i = 1; i < count; i++)
        {
            if (_hashes[i] == _hashes[i - 1]) return false;
        }

        return true;
    }

    public bool Contains(ReadOnlySpan<byte> text)
    {
        Sort();
        return Array.BinarySearch(_hashes, Hash(text)) >= 0;
    }

    // Sorted, not hashed again into buckets: a hostile choice of texts cannot make this slow.
    private void Sort()
    {
        if (!_sorted) Array.Sort(_hashes);
        _sorted = true;
    }

    // FNV-1a.
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        var hash = Offset;
        foreach (var b in text) hash = (hash ^ b) * Prime;
        return hash;
    }
}

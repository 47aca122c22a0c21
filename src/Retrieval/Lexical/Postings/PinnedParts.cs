using System.Buffers;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Keeps the bytes of several parts where they are until it is disposed.</summary>
/// <exception cref="ObjectDisposedException">A part is gone already; then none is kept.</exception>
internal sealed class PinnedParts : IDisposable
{
    private readonly MemoryHandle[] _pins;
    private int _count;

    public PinnedParts(IReadOnlyList<SearchedPart> parts)
    {
        Parts = [.. parts.Select(part => part.Part)];
        _pins = new MemoryHandle[parts.Count];
        try
        {
            for (; _count < _pins.Length; _count++) _pins[_count] = Parts[_count].Pin();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<KeywordPart> Parts { get; }

    public void Dispose()
    {
        for (; _count > 0; _count--) _pins[_count - 1].Dispose();
    }
}

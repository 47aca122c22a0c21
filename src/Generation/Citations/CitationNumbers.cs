using RagDocs.Retrieval;

namespace RagDocs.Generation.Citations;

/// <summary>Gives passages the numbers shown, counted from 1 in order of first use; a stretch of a version keeps its number.</summary>
internal sealed class CitationNumbers(IReadOnlyList<Passage> passages)
{
    private readonly Dictionary<(long Version, long Chunk), int> _numbers = [];

    public int PassageCount => passages.Count;

    /// <exception cref="ArgumentOutOfRangeException">An answerer cited a passage that was not offered.</exception>
    public Passage Passage(int index) => index >= 0 && index < passages.Count
        ? passages[index]
        : throw new ArgumentOutOfRangeException(
            nameof(index), index, $"The answer cites passage {index}, but only {passages.Count} were offered.");

    public int Of(int index, out bool isNew)
    {
        var passage = Passage(index);
        var key = (passage.VersionId, passage.ChunkId);
        isNew = !_numbers.TryGetValue(key, out var number);
        if (isNew) _numbers[key] = number = _numbers.Count + 1;
        return number;
    }
}

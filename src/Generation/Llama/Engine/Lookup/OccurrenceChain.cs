using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Engine.Lookup;

/// <summary>
/// For every place of a growing text: where the same n tokens ended the time before. Hash chains as in an LZ77 compressor, so looking up costs
/// nothing and adding a token one dictionary access.
/// </summary>
/// <param name="n">At most 3: a token id takes 21 bits of the key.</param>
internal sealed class OccurrenceChain(int n)
{
    private const int TokenBits = 21;
    private readonly Dictionary<long, int> _latest = [];
    private readonly List<int> _earlier = [];

    /// <summary>Takes in the next token of the text.</summary>
    public void Add(IReadOnlyList<int> tokens)
    {
        var at = _earlier.Count;
        if (at < n - 1)
        {
            _earlier.Add(-1);
            return;
        }

        long key = 0;
        for (var i = at - n + 1; i <= at; i++)
            key = (key << TokenBits) | (uint)tokens[i];
        ref var latest = ref CollectionsMarshal.GetValueRefOrAddDefault(_latest, key, out var known);
        _earlier.Add(known ? latest : -1);
        latest = at;
    }

    /// <summary>The end of the occurrence before the one that ends at this place; -1 when it is the first.</summary>
    public int Before(int end) => _earlier[end];
}

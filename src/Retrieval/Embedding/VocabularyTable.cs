using System.Numerics;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// A vocabulary's ids by their entries. Entries of up to 16 ASCII characters, nearly all, are numbers of 128 bits in an open table (Knuth 1973, 6.4, linear
/// probing): one look at memory where a dictionary of strings takes three. Safe to use from many threads.
/// </summary>
internal sealed class VocabularyTable
{
    private const int Packed = 2 * sizeof(ulong);

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _all;
    private readonly Slot[] _slots;
    private readonly int _shift;

    public VocabularyTable(Dictionary<string, int> entries)
    {
        Entries = entries;
        _all = entries.GetAlternateLookup<ReadOnlySpan<char>>();
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)(2 * entries.Count) + 1)];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        foreach (var (entry, id) in entries)
        {
            if (!TryPack(entry, out var low, out var high)) continue;
            var at = Place(low, high);
            while (_slots[at].Low != 0) at = Next(at);
            _slots[at] = new Slot(low, high, id);
        }
    }

    public IReadOnlyDictionary<string, int> Entries { get; }

    public bool TryGetId(ReadOnlySpan<char> entry, out int id)
    {
        if (!TryPack(entry, out var low, out var high)) return _all.TryGetValue(entry, out id);
        for (var at = Place(low, high); ; at = Next(at))
        {
            var slot = _slots[at];
            id = slot.Id;
            if (slot.Low == low && slot.High == high) return true;
            if (slot.Low == 0) return false;
        }
    }

    // No character is zero, so neither is what is packed, and entries of different lengths differ.
    private static bool TryPack(ReadOnlySpan<char> entry, out ulong low, out ulong high)
    {
        (low, high) = (0, 0);
        if (entry.Length is 0 or > Packed) return false;
        for (var i = 0; i < entry.Length; i++)
        {
            var c = entry[i];
            if (c is '\0' or >= (char)128) return false;
            if (i < sizeof(ulong)) low |= (ulong)c << (8 * i);
            else high |= (ulong)c << (8 * (i - sizeof(ulong)));
        }

        return true;
    }

    private int Place(ulong low, ulong high) => (int)(((low * 0x9E3779B97F4A7C15) ^ (BitOperations.RotateLeft(high, 31) * 0xC2B2AE3D27D4EB4F)) * 0xFF51AFD7ED558CCD >> _shift);

    private int Next(int at) => (at + 1) & (_slots.Length - 1);

    private readonly record struct Slot(ulong Low, ulong High, int Id);
}

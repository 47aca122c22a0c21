using System.Buffers.Binary;
using System.Numerics;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Numbers the different terms of a part that is being built in the order of their first use: a hash table with linear probing.</summary>
internal sealed class TermTable
{
    private const int SmallestCapacity = 1024;

    // Another one for each table, so that nobody can write a document whose words all fall into one place.
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64() | 1;
    private readonly ByteWriter _bytes = new();
    private int[] _slots = new int[SmallestCapacity];
    private uint[] _hashes = new uint[SmallestCapacity / 2];
    private int[] _ends = new int[SmallestCapacity / 2];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int term] => _bytes.Written[(term == 0 ? 0 : _ends[term - 1]).._ends[term]];

    /// <summary>The term's number; the next free one when it is new.</summary>
    public int Number(ReadOnlySpan<byte> term)
    {
        var hash = Hash(term);
        for (var slot = hash; ; slot++)
        {
            ref var held = ref _slots[slot & (_slots.Length - 1)];
            if (held == 0)
            {
                held = Count + 1;
                return Add(term, hash);
            }

            if (_hashes[held - 1] == hash && this[held - 1].SequenceEqual(term)) return held - 1;
        }
    }

    /// <summary>All numbers, in the order of their terms' bytes.</summary>
    public int[] Sorted()
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => this[a].SequenceCompareTo(this[b]));
        return order;
    }

    private int Add(ReadOnlySpan<byte> term, uint hash)
    {
        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, Count * 2);
            Array.Resize(ref _ends, Count * 2);
        }

        _bytes.Write(term);
        (_hashes[Count], _ends[Count]) = (hash, _bytes.Length);
        Count++;
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    private void Grow()
    {
        var slots = new int[_slots.Length * 2];
        for (var term = 0; term < Count; term++)
        {
            var slot = _hashes[term];
            while (slots[slot & (slots.Length - 1)] != 0) slot++;
            slots[slot & (slots.Length - 1)] = term + 1;
        }

        _slots = slots;
    }

    private uint Hash(ReadOnlySpan<byte> term)
    {
        var hash = _seed ^ (ulong)term.Length;
        for (; term.Length >= 8; term = term[8..]) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(term));
        var rest = 0ul;
        foreach (var b in term) rest = rest << 8 | b;
        return (uint)(Mix(hash ^ rest) >> 32);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15, out var low);
        return BitOperations.RotateLeft(high, 29) ^ low;
    }
}

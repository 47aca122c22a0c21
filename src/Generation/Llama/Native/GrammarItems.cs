namespace RagDocs.Generation.Llama.Native;

/// <summary>A sequence while it is read: what was read last may still be repeated.</summary>
internal sealed class GrammarItems
{
    private readonly List<int> _items = [];
    private int _lastAt;
    private int _lastRules = 1;

    /// <summary>Elements that native code keeps for what was read last.</summary>
    public int LastSize { get; private set; }

    /// <summary>Items of what was read last; 0 for an empty text.</summary>
    public int LastCount => _items.Count - _lastAt;

    /// <param name="size">0 adds nothing.</param>
    /// <param name="rules">Rules made for it.</param>
    public void Add(int item, int size, int rules = 1)
    {
        (_lastAt, _lastRules, LastSize) = (_items.Count, rules, size);
        if (size > 0) _items.Add(item);
    }

    /// <summary>Repetitions of repetitions multiply; false: beyond what native code takes.</summary>
    public bool CountRules(int times, int limit)
    {
        if ((long)_lastRules * times >= limit) return false;
        _lastRules *= times;
        return true;
    }

    public int[] Last() => [.. _items.Skip(_lastAt)];

    /// <summary>What was read last stands there so many times.</summary>
    public void SetLast(int times)
    {
        var last = Last();
        LastSize *= times;
        if (times == 0) _items.RemoveRange(_lastAt, last.Length);
        for (var i = 1; i < times; i++) _items.AddRange(last);
    }

    /// <summary>One more item, part of what was read last.</summary>
    public void Extend(int item)
    {
        _items.Add(item);
        LastSize++;
    }

    public int[] ToArray() => [.. _items];
}

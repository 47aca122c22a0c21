namespace RagDocs.Generation.Llama.Engine.Cells;

/// <summary>
/// Mirrors the unified cache of llama.cpp: every token of every sequence holds one cell, sequences with a common beginning hold
/// the same cells, and a cell is free again when its last holder lets go. Which cell it is does not matter, how many are
/// held does.
/// </summary>
internal sealed class CellLedger
{
    private readonly int[] _holders;
    private readonly Stack<int> _free;

    public CellLedger(int capacity)
    {
        _holders = new int[capacity];
        _free = new Stack<int>(Enumerable.Range(0, capacity).Reverse());
    }

    public int Capacity => _holders.Length;

    public int Used => Capacity - _free.Count;

    public int Take()
    {
        var cell = _free.Pop();
        _holders[cell] = 1;
        return cell;
    }

    public int Share(int cell)
    {
        _holders[cell]++;
        return cell;
    }

    public void Release(int cell)
    {
        if (--_holders[cell] == 0)
            _free.Push(cell);
    }
}

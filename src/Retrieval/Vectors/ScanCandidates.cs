using System.Numerics;
using System.Runtime.Intrinsics;

namespace RagDocs.Retrieval.Vectors;

/// <summary>
/// What one thread's share of the first pass leaves over for one question: every row whose score can still reach the best. A row is
/// passed over when even its upper bound is below the lower bounds of as many others as are wanted.
/// </summary>
internal sealed class ScanCandidates(int keep, float floor)
{
    private readonly HighestFloors _floors = new(keep);
    private int[] _units = new int[256];
    private float[] _uppers = new float[256];

    /// <summary>No row whose upper bound is below can be among the best.</summary>
    public float Floor { get; private set; } = floor;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Units => _units.AsSpan(0, Count);

    public ReadOnlySpan<float> Uppers => _uppers.AsSpan(0, Count);

    public void Raise(float floor) => Floor = MathF.Max(Floor, floor);

    /// <param name="firstUnit">Number of the row that the first dot product is of.</param>
    /// <param name="offset">What each dot product holds too much.</param>
    /// <param name="scale">Of the question.</param>
    public void Add(int firstUnit, ReadOnlySpan<int> dots, ReadOnlySpan<float> scales, ReadOnlySpan<float> errors, int offset, float scale, ScanBounds bounds)
    {
        var i = 0;
        var (perError, constant, scaling, less) = (Vector256.Create(bounds.PerError), Vector256.Create(bounds.Constant), Vector256.Create(scale), Vector256.Create(offset));
        var lanes = Vector256<float>.Count;
        for (; i + lanes <= dots.Length; i += lanes)
        {
            var scores = Vector256.ConvertToSingle(Vector256.Create(dots[i..]) - less) * (Vector256.Create(scales[i..]) * scaling);
            var margins = (Vector256.Create(errors[i..]) * perError) + constant;
            var reach = Vector256.GreaterThanOrEqual(scores + margins, Vector256.Create(Floor)).ExtractMostSignificantBits();
            for (; reach != 0; reach &= reach - 1)
            {
                var lane = BitOperations.TrailingZeroCount(reach);
                Add(firstUnit + i + lane, scores[lane], margins[lane]);
            }
        }

        for (; i < dots.Length; i++)
        {
            Add(firstUnit + i, (dots[i] - offset) * (scales[i] * scale), (errors[i] * bounds.PerError) + bounds.Constant);
        }
    }

    private void Add(int unit, float score, float margin)
    {
        var upper = score + margin;
        if (!(upper >= Floor)) return;
        if (Count == _units.Length) MakeRoom();
        (_units[Count], _uppers[Count]) = (unit, upper);
        Count++;
        _floors.Add(score - margin);
        Raise(_floors.Lowest);
    }

    /// <summary>Drops what the floor has overtaken; grows when that was little.</summary>
    private void MakeRoom()
    {
        var kept = 0;
        for (var c = 0; c < Count; c++)
        {
            if (_uppers[c] < Floor) continue;
            (_units[kept], _uppers[kept]) = (_units[c], _uppers[c]);
            kept++;
        }

        Count = kept;
        if (kept <= _units.Length / 2) return;
        Array.Resize(ref _units, _units.Length * 2);
        Array.Resize(ref _uppers, _uppers.Length * 2);
    }
}

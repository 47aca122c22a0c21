namespace RagDocs.Retrieval.Vectors;

/// <summary>The <paramref name="count"/> highest values so far, ascending; the lowest of them is what a new one must beat.</summary>
internal sealed class HighestFloors(int count)
{
    private readonly float[] _values = CreateEmpty(count);

    public float Lowest => _values[0];

    public void Add(float value)
    {
        if (!(value > _values[0])) return;
        var at = Array.BinarySearch(_values, value);
        if (at < 0) at = ~at;
        // Everything below the place moves down by one; the lowest falls out.
        Array.Copy(_values, 1, _values, 0, at - 1);
        _values[at - 1] = value;
    }

    private static float[] CreateEmpty(int count)
    {
        var values = new float[count];
        values.AsSpan().Fill(float.NegativeInfinity);
        return values;
    }
}

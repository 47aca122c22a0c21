namespace RagDocs.TestSupport.Gguf;

/// <summary>Adds small random tensors. The arrays may be changed until the file is written.</summary>
internal sealed class TensorMaker(GgufWriter file, RandomWeights random, GgufTensorType type)
{
    /// <summary>A matrix whose products keep the size of what goes in, times <paramref name="gain"/>.</summary>
    public float[] Random(string name, float gain, int rowLength, int rows)
    {
        var values = random.Floats((long)rowLength * rows, gain * MathF.Sqrt(3f / rowLength));
        file.AddTensor(name, type, [(ulong)rowLength, (ulong)rows], stream => RandomWeights.Write(stream, values, type));
        return values;
    }

    /// <summary>A bias.</summary>
    public void Random(string name, float range, int length) => AddRow(name, random.Floats(length, range));

    public void Ones(string name, int length)
    {
        var ones = new float[length];
        Array.Fill(ones, 1);
        AddRow(name, ones);
    }

    private void AddRow(string name, float[] values) => file.AddTensor(
        name, GgufTensorType.F32, [(ulong)values.Length], stream => RandomWeights.Write(stream, values, GgufTensorType.F32));
}

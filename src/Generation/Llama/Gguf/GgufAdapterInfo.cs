namespace RagDocs.Generation.Llama.Gguf;

/// <summary>A LoRA adapter (Hu et al. 2021) as a GGUF file, checked.</summary>
/// <param name="Architecture">Of the models it fits.</param>
/// <param name="Rank">The largest of its matrices.</param>
/// <param name="Alpha">Its strength as trained.</param>
public sealed record GgufAdapterInfo(string Architecture, int Rank, float Alpha, long FileBytes)
{
    /// <exception cref="ModelFileException">The file is no adapter that the engine may load.</exception>
    public static GgufAdapterInfo Read(string path) => Read(GgufHeader.Read(path));

    internal static GgufAdapterInfo Read(GgufHeader header)
    {
        var metadata = header.Metadata;
        if (metadata.Text("general.type") != "adapter" || metadata.Text("adapter.type") != "lora")
            throw new ModelFileException(header.File, "it is no LoRA adapter", "Choose an adapter that was converted to GGUF.");
        var architecture = metadata.Text("general.architecture") ?? throw metadata.Fault("its header lacks general.architecture");
        var alpha = metadata.Float("adapter.lora.alpha") ?? 0;
        var second = header.Tensors.Where(t => t.Name.EndsWith(".lora_b", StringComparison.Ordinal)).ToDictionary(t => t.Name[..^".lora_b".Length], StringComparer.Ordinal);
        var rank = 0L;
        foreach (var first in header.Tensors.Where(t => t.Name.EndsWith(".lora_a", StringComparison.Ordinal)))
        {
            var name = first.Name[..^".lora_a".Length];
            if (!second.Remove(name, out var other) || first.Shape.Length != 2 || other.Shape.Length != 2 || first.Shape[1] != other.Shape[0])
                throw metadata.Fault($"the matrices for {name} do not fit together");
            rank = Math.Max(rank, first.Shape[1]);
        }

        if (second.Count > 0 || rank is 0 or > int.MaxValue) throw metadata.Fault("its matrices are not in pairs");
        return new GgufAdapterInfo(architecture, (int)rank, alpha, header.FileBytes);
    }
}

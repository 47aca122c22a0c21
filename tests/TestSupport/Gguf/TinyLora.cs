namespace RagDocs.TestSupport.Gguf;

/// <summary>A LoRA adapter for a <see cref="TinyMistral"/> of the same options, strong enough to move its logits.</summary>
public static class TinyLora
{
    private const int Rank = 4;

    /// <returns>The path.</returns>
    public static string Write(string path, TinyMistralOptions? model = null, ulong seed = 4)
    {
        File.WriteAllBytes(path, ToBytes(model, seed));
        return path;
    }

    public static byte[] ToBytes(TinyMistralOptions? model = null, ulong seed = 4)
    {
        model ??= new TinyMistralOptions();
        var file = new GgufWriter();
        file.Add("general.architecture", "llama");
        file.Add("general.type", "adapter");
        file.Add("adapter.type", "lora");
        file.Add("adapter.lora.alpha", 8f);
        var tensors = new TensorMaker(file, new RandomWeights(seed), GgufTensorType.F32);
        var e = model.EmbeddingLength;
        for (var layer = 0; layer < model.Layers; layer++)
        {
            foreach (var part in (string[])["attn_q", "attn_output"])
            {
                tensors.Random($"blk.{layer}.{part}.weight.lora_a", 1, e, Rank);
                tensors.Random($"blk.{layer}.{part}.weight.lora_b", 1, Rank, e);
            }
        }

        return file.ToBytes();
    }
}

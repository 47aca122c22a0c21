namespace RagDocs.Generation.Llama.Gguf;

/// <summary>The sizes of a transformer, each in a range that the engine survives.</summary>
/// <param name="KeyLength">Numbers in a key of one head.</param>
internal sealed record ModelShape(
    int ContextTokens, int EmbeddingLength, int Layers, int Heads, int KvHeads, int KeyLength, int Experts, int ExpertsUsed, long KvBytesPerToken)
{
    private const int LongestHead = 8192;
    private const int BytesOfHalf = 2;

    private static readonly string[] RopeScalings = ["none", "linear", "yarn", "longrope"];

    public static ModelShape Read(GgufMetadata metadata, string architecture)
    {
        var context = metadata.Number($"{architecture}.context_length", 1, GgufLimits.ContextLength);
        var embedding = metadata.Number($"{architecture}.embedding_length", 1, GgufLimits.EmbeddingLength);
        var layers = metadata.Number($"{architecture}.block_count", 1, GgufLimits.Layers);
        var heads = metadata.PerLayer($"{architecture}.attention.head_count", layers, 1, GgufLimits.Heads);
        var kvKey = $"{architecture}.attention.head_count_kv";
        var kvHeads = metadata.Has(kvKey) ? metadata.PerLayer(kvKey, layers, 1, GgufLimits.Heads) : heads;
        for (var i = 0; i < layers; i++)
        {
            if (heads[i] % kvHeads[i] != 0) throw metadata.Fault($"{heads[i]} heads cannot share {kvHeads[i]} keys");
        }

        var key = HeadLength(metadata, $"{architecture}.attention.key_length", embedding, heads[0]);
        var value = HeadLength(metadata, $"{architecture}.attention.value_length", embedding, heads[0]);
        CheckRope(metadata, architecture, key);
        CheckEpsilon(metadata, architecture);
        var (experts, used) = ReadExperts(metadata, architecture, layers);
        return new ModelShape(context, embedding, layers, heads.Max(), kvHeads.Max(), key, experts, used, kvHeads.Sum(h => (long)h) * (key + value) * BytesOfHalf);
    }

    private static int HeadLength(GgufMetadata metadata, string key, int embedding, int heads)
    {
        if (metadata.Has(key)) return metadata.Number(key, 1, LongestHead);
        return embedding % heads == 0 ? embedding / heads : throw metadata.Fault($"an embedding of {embedding} cannot be shared by {heads} heads");
    }

    private static void CheckRope(GgufMetadata metadata, string architecture, int headLength)
    {
        var dimensions = $"{architecture}.rope.dimension_count";
        if (metadata.Has(dimensions) && metadata.Number(dimensions, 1, headLength) % 2 != 0) throw metadata.Fault($"{dimensions} is odd");
        if (metadata.Float($"{architecture}.rope.freq_base") <= 0) throw metadata.Fault($"{architecture}.rope.freq_base is not positive");
        if (metadata.Text($"{architecture}.rope.scaling.type") is { } scaling && !RopeScalings.Contains(scaling, StringComparer.Ordinal))
            throw metadata.Fault($"{architecture}.rope.scaling.type is unknown");
    }

    private static void CheckEpsilon(GgufMetadata metadata, string architecture)
    {
        foreach (var key in (string[])["layer_norm_epsilon", "layer_norm_rms_epsilon"])
        {
            if (metadata.Float($"{architecture}.attention.{key}") is < 0 or > 1) throw metadata.Fault($"{architecture}.attention.{key} is not between 0 and 1");
        }
    }

    private static (int Experts, int Used) ReadExperts(GgufMetadata metadata, string architecture, int layers)
    {
        var (countKey, usedKey, groupsKey) = ($"{architecture}.expert_count", $"{architecture}.expert_used_count", $"{architecture}.expert_group_count");
        var count = metadata.Has(countKey) ? metadata.Number(countKey, 0, GgufLimits.Experts) : 0;
        var used = metadata.Has(usedKey) ? metadata.PerLayer(usedKey, layers, 0, count).Max() : 0;
        var groups = metadata.Has(groupsKey) ? metadata.Number(groupsKey, 0, GgufLimits.Experts) : 0;
        if (count > 0 && used == 0) throw metadata.Fault("it has experts, but uses none");
        if (groups > 0 && (groups >= count || count % groups != 0)) throw metadata.Fault($"{count} experts cannot form {groups} groups");
        if (groups > 1) metadata.Number($"{architecture}.expert_group_used_count", 1, groups - 1);
        return (count, used);
    }
}

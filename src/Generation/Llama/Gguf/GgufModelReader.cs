using System.Globalization;
using RagDocs.Generation.Models;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.Llama.Gguf;

/// <summary>
/// Judges a header as a model: refuses what llama.cpp would end its process on or what makes no sense, and sums up the rest. Shapes that
/// llama.cpp refuses with an error of its own are left to it.
/// </summary>
internal static class GgufModelReader
{
    private static readonly HashSet<string> Encoders =
    [
        "bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "modern-bert", "neo-bert", "eurobert", "gemma-embedding",
        "llama-embed",
    ];

    private static readonly HashSet<string> NoTextModels = ["clip", "t5", "t5encoder", "wavtokenizer-dec"];

    /// <summary>What llama-chat.cpp recognises the common families by.</summary>
    private static readonly string[] TemplateMarks =
        ["[INST]", "<|im_start|>", "<|start_header_id|>", "<start_of_turn>", "<|assistant|>", "<|end_of_role|>", "GPT4 Correct ", "<|start|>", "<|header_start|>"];

    public static GgufModelInfo Read(GgufHeader header)
    {
        var metadata = header.Metadata;
        var architecture = Architecture(header);
        var shape = ModelShape.Read(metadata, architecture);
        var vocabulary = VocabularyCheck.Check(metadata);
        CheckTensors(header, shape, vocabulary);
        var pooling = (ModelPooling)(metadata.Has($"{architecture}.pooling_type") ? metadata.Number($"{architecture}.pooling_type", 0, 4) : 0);
        var kind = Kind(header, architecture, pooling);
        var template = metadata.Text("tokenizer.chat_template");
        var isKnown = template is not null && TemplateMarks.Any(mark => template.Contains(mark, StringComparison.Ordinal));
        return new GgufModelInfo(
            kind, architecture, Name(metadata), Quantization.Of(header), header.Tensors.Sum(t => t.Count), shape.ContextTokens, shape.EmbeddingLength,
            shape.Layers, shape.Heads, shape.KvHeads, shape.KeyLength, pooling, vocabulary, !string.IsNullOrWhiteSpace(template),
            isKnown, Encoders.Contains(architecture) ? 0 : shape.KvBytesPerToken, ActiveBytes(header, shape), header.FileBytes)
        {
            TemplateStyle = isKnown ? PromptStyles.OfTemplate(template!) : null,
        };
    }

    private static string Architecture(GgufHeader header)
    {
        var metadata = header.Metadata;
        var type = metadata.Text("general.type") ?? "model";
        if (type == "adapter") throw new ModelFileException(header.File, "it is an adapter (LoRA), no model", "Give it to a model with --lora.");
        var architecture = metadata.Text("general.architecture") ?? throw metadata.Fault("its header lacks general.architecture");
        if (type != "model" || NoTextModels.Contains(architecture))
            throw new ModelFileException(header.File, "it is a part or a model for something else than text", "Choose a chat, embedding or reranking model.");
        if (architecture.Length is 0 or > 64 || architecture.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            throw metadata.Fault("general.architecture is no name");
        if (metadata.Has("split.count") && !Equals(Split(metadata), 1))
            throw new ModelFileException(header.File, "it is one part of a split model", "Join the parts with llama-gguf-split --merge FIRST-PART OUTPUT.");
        return architecture;
    }

    private static int Split(GgufMetadata metadata) =>
        metadata.Entries.First(e => e.Key == "split.count").Value is ushort parts ? Math.Max((int)parts, 1) : throw metadata.Fault("split.count is no 16-bit number");

    private static ModelKind Kind(GgufHeader header, string architecture, ModelPooling pooling)
    {
        if (pooling == ModelPooling.Rank)
        {
            return header.Tensors.Any(t => t.Name is "cls.weight" or "cls.output.weight")
                ? ModelKind.Reranker
                : throw header.Metadata.Fault("it ranks, but has no classification head");
        }

        if (pooling != ModelPooling.None) return ModelKind.Embedding;
        if (Encoders.Contains(architecture)) throw header.Metadata.Fault($"{architecture}.pooling_type is missing, so it is not known how it makes one vector of a text");
        return header.Metadata.Flag($"{architecture}.attention.causal") != false ? ModelKind.Chat : throw header.Metadata.Fault("it neither writes text nor makes vectors");
    }

    private static void CheckTensors(GgufHeader header, ModelShape shape, int vocabulary)
    {
        var blocks = new bool[shape.Layers];
        foreach (var tensor in header.Tensors)
        {
            if (tensor.Shape.Length == 1 && tensor.Type.Name != "F32") throw header.Metadata.Fault($"the vector {tensor.Name} is not stored as F32");
            if (tensor.Name.StartsWith("blk.", StringComparison.Ordinal) && tensor.Name.IndexOf('.', 4) is var dot and > 4
                && int.TryParse(tensor.Name.AsSpan(4, dot - 4), out var block) && block >= 0 && block < blocks.Length) blocks[block] = true;
        }

        if (Array.IndexOf(blocks, false) is var missing and >= 0) throw header.Metadata.Fault($"the layer {missing} of {shape.Layers} has no weights");
        var embeddings = header.Tensors.FirstOrDefault(t => t.Name == "token_embd.weight") ?? throw header.Metadata.Fault("it has no token_embd.weight");
        long[] expected = [shape.EmbeddingLength, vocabulary];
        if (!embeddings.Shape.AsSpan().SequenceEqual(expected))
            throw header.Metadata.Fault($"token_embd.weight is {string.Join(" × ", embeddings.Shape)} instead of {string.Join(" × ", expected)}");
    }

    private static long ActiveBytes(GgufHeader header, ModelShape shape)
    {
        var tied = header.Tensors.All(t => t.Name != "output.weight");
        return header.Tensors.Where(t => t.Name is not ("token_embd.weight" or "position_embd.weight" or "token_types.weight") || (tied && t.Name == "token_embd.weight"))
            .Sum(t => t.Name.Contains("_exps.", StringComparison.Ordinal) && shape.Experts > 0 ? t.Bytes / shape.Experts * shape.ExpertsUsed : t.Bytes);
    }

    private static string? Name(GgufMetadata metadata)
    {
        var name = metadata.Text("general.name");
        if (string.IsNullOrWhiteSpace(name)) return null;
        var clean = new string([.. name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format).Take(120)]).Trim();
        return clean.Length > 0 ? clean : null;
    }
}

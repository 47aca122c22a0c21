using System.Text;

namespace RagDocs.Generation.Llama.Gguf;

/// <summary>Refuses vocabularies that end the engine's process, at load or at the first text with a rare letter.</summary>
internal static class VocabularyCheck
{
    private const int ByteType = 6;

    private static readonly string[] SpecialTokens = ["bos", "eos", "eot", "eom", "unknown", "seperator", "mask", "cls"];

    /// <summary>Ids the engine takes when the file names none (llama-vocab.cpp).</summary>
    private static readonly Dictionary<string, int> HighestDefault = new(StringComparer.Ordinal) { ["llama"] = 2, ["gpt2"] = 11, ["bert"] = 103, ["t5"] = 2 };

    /// <returns>Number of tokens.</returns>
    public static int Check(GgufMetadata metadata)
    {
        var model = metadata.Text("tokenizer.ggml.model") ?? throw metadata.Fault("its header lacks tokenizer.ggml.model");
        var tokens = metadata.Tokens ?? throw metadata.Fault("it has no vocabulary (tokenizer.ggml.tokens)");
        if (tokens.Count == 0) throw metadata.Fault("its vocabulary is empty");
        CheckArrays(metadata, tokens);
        CheckSpecialTokens(metadata, model, tokens.Count);
        if (metadata.TokenTypes is { } types && Enumerable.Range(0, tokens.Count).Any(id => types[id] == ByteType && !tokens.IsByteToken(id)))
            throw metadata.Fault("a token for a single byte is not named like one");
        if (!tokens.AllDifferent()) throw metadata.Fault("two tokens of its vocabulary are equal");
        if (model == "llama" && !AllBytes(tokens)) throw metadata.Fault("its vocabulary lacks tokens for single bytes");
        return tokens.Count;
    }

    private static void CheckArrays(GgufMetadata metadata, GgufTokens tokens)
    {
        CheckArray(metadata, "tokenizer.ggml.scores", tokens.Count, GgufValueType.Float32);
        CheckArray(metadata, "tokenizer.ggml.token_type", tokens.Count, GgufValueType.Int32);
        CheckArray(metadata, "tokenizer.ggml.merges", null, GgufValueType.String);
        CheckArray(metadata, "tokenizer.ggml.precompiled_charsmap", null, GgufValueType.UInt8, GgufValueType.Int8);
    }

    private static void CheckArray(GgufMetadata metadata, string key, int? count, params GgufValueType[] types)
    {
        if (metadata.Array(key) is not { } array) return;
        if (!types.Contains(array.ElementType)) throw metadata.Fault($"{key} has values of the wrong type");
        if (count is { } tokens && array.Count != tokens) throw metadata.Fault($"{key} has {array.Count} values for {tokens} tokens");
    }

    // The padding token is left out: published files name one outside, and the engine then goes without.
    private static void CheckSpecialTokens(GgufMetadata metadata, string model, int count)
    {
        foreach (var name in SpecialTokens)
        {
            var key = $"tokenizer.ggml.{name}_token_id";
            if (metadata.Number(key) is { } id && id >= count) throw metadata.Fault($"{key} is {id}, but there are {count} tokens");
        }

        if (count > HighestDefault.GetValueOrDefault(model)) return;
        foreach (var name in model == "bert" ? (string[])["bos", "unknown", "seperator"] : ["bos", "eos"])
        {
            if (!metadata.Has($"tokenizer.ggml.{name}_token_id")) throw metadata.Fault($"its header lacks tokenizer.ggml.{name}_token_id");
        }
    }

    // SentencePiece falls back to bytes for letters it does not know; a missing one ends the process.
    private static bool AllBytes(GgufTokens tokens)
    {
        Span<byte> single = stackalloc byte[1];
        for (var b = 0; b < 256; b++)
        {
            single[0] = (byte)b;
            if (!tokens.Contains(Encoding.ASCII.GetBytes($"<0x{b:X2}>")) && (b == 0 || !tokens.Contains(single))) return false;
        }

        return true;
    }
}

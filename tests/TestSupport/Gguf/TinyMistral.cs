namespace RagDocs.TestSupport.Gguf;

/// <summary>What a tiny chat model is like. The same options make the same bytes.</summary>
public sealed record TinyMistralOptions
{
    public int ContextLength { get; init; } = 2048;

    public int Layers { get; init; } = 2;

    public int EmbeddingLength { get; init; } = 64;

    public int Heads { get; init; } = 4;

    public int KvHeads { get; init; } = 2;

    public int FeedForwardLength { get; init; } = 128;

    public ulong Seed { get; init; } = 1;

    /// <summary>Input and output share one matrix.</summary>
    public bool Tied { get; init; }

    /// <summary>F32 or F16; norms are always F32.</summary>
    public GgufTensorType Type { get; init; } = GgufTensorType.F32;

    /// <summary>
    /// The end token's logit is always 0, so that a greedy text never ends by itself. What recites also goes on behind the full stop that a
    /// grammar forces on it: with a new line.
    /// </summary>
    public bool NeverEnds { get; init; }

    /// <summary>
    /// The model only continues this text, and begins it again at its end: single characters, each once, for example "0123456789". Greedy
    /// text is then known in advance. Its blocks add nothing; it is untied.
    /// </summary>
    public string? Recites { get; init; }

    /// <summary>Null leaves the chat template out.</summary>
    public string? Template { get; init; } = TinyMistral.MistralTemplate;

    /// <summary>A byte-pair vocabulary (<see cref="TinyBpe"/>) whose texts are split into words this way, for example "tekken"; null: SentencePiece.</summary>
    public string? WordSplitting { get; init; }

    /// <summary>A token that old conversions store as user-defined (type 4) and not as control; takes the place of [INST].</summary>
    public string? UserDefined { get; init; }

    public string Name { get; init; } = "Tiny Mistral";
}

/// <summary>A Mistral-shaped model with random weights, 0.6 MB, made in a moment: loads, tokenises and writes nonsense.</summary>
public static class TinyMistral
{
    /// <summary>In the words llama.cpp knows Mistral's first template by.</summary>
    public const string MistralTemplate =
        "{%- if messages[0]['role'] == 'system' %}{%- set system_message = messages[0]['content'] %}{%- set loop_messages = messages[1:] %}"
        + "{%- else %}{%- set loop_messages = messages %}{%- endif %}{{- bos_token }}{%- for message in loop_messages %}"
        + "{%- if message['role'] == 'user' %}{%- if loop.first and system_message is defined %}"
        + "{{- ' [INST] ' + system_message + '\\n\\n' + message['content'] + ' [/INST]' }}"
        + "{%- else %}{{- ' [INST] ' + message['content'] + ' [/INST]' }}{%- endif %}"
        + "{%- elif message['role'] == 'assistant' %}{{- ' ' + message['content'] + eos_token }}{%- endif %}{%- endfor %}";

    /// <returns>The path.</returns>
    public static string Write(string path, TinyMistralOptions? options = null)
    {
        File.WriteAllBytes(path, ToBytes(options));
        return path;
    }

    public static byte[] ToBytes(TinyMistralOptions? options = null)
    {
        options ??= new TinyMistralOptions();
        var file = new GgufWriter();
        AddMetadata(file, options);
        AddTensors(file, options);
        return file.ToBytes();
    }

    private static void AddMetadata(GgufWriter file, TinyMistralOptions options)
    {
        file.Add("general.architecture", "llama");
        file.Add("general.name", options.Name);
        file.Add("general.file_type", options.Type == GgufTensorType.F16 ? 1u : 0u);
        LlamaMetadata.Add(file, new LlamaShape(
            options.ContextLength, options.Layers, options.EmbeddingLength, options.Heads, options.KvHeads, options.FeedForwardLength));
        if (options.WordSplitting is { } splitting) LlamaMetadata.AddWordPairs(file, splitting);
        else LlamaMetadata.AddVocabulary(file, Tokens(options), TinyVocabulary.Scores, Types(options));
        if (options.Template is not null) file.Add("tokenizer.chat_template", options.Template);
    }

    private static IReadOnlyList<string> Tokens(TinyMistralOptions options) => options.UserDefined is { } text
        ? [.. TinyVocabulary.Tokens.Select((token, id) => id == TinyVocabulary.BeginInstruction ? text : token)] : TinyVocabulary.Tokens;

    private static IReadOnlyList<int> Types(TinyMistralOptions options) => options.UserDefined is not null
        ? [.. TinyVocabulary.Types.Select((type, id) => id == TinyVocabulary.BeginInstruction ? 4 : type)] : TinyVocabulary.Types;

    private static void AddTensors(GgufWriter file, TinyMistralOptions o)
    {
        var tensors = new TensorMaker(file, new RandomWeights(o.Seed), o.Type);
        var (e, kv) = (o.EmbeddingLength, o.EmbeddingLength / o.Heads * o.KvHeads);
        var embeddings = tensors.Random("token_embd.weight", 1, e, TinyVocabulary.Size);
        tensors.Ones("output_norm.weight", e);
        if (o.Recites is not null || !o.Tied) AddOutput(tensors, o, embeddings);
        else if (o.NeverEnds) Array.Clear(embeddings, TinyVocabulary.End * e, e);
        var blocks = o.Recites is null ? 1f : 0f;
        for (var layer = 0; layer < o.Layers; layer++)
        {
            var block = $"blk.{layer}.";
            tensors.Ones(block + "attn_norm.weight", e);
            tensors.Random(block + "attn_q.weight", 1, e, e);
            tensors.Random(block + "attn_k.weight", 1, e, kv);
            tensors.Random(block + "attn_v.weight", 1, e, kv);
            tensors.Random(block + "attn_output.weight", blocks, e, e);
            tensors.Ones(block + "ffn_norm.weight", e);
            tensors.Random(block + "ffn_gate.weight", 1, e, o.FeedForwardLength);
            tensors.Random(block + "ffn_up.weight", 1, e, o.FeedForwardLength);
            tensors.Random(block + "ffn_down.weight", blocks, o.FeedForwardLength, e);
        }
    }

    // A grammar may take the full stop as a character or as a byte.
    private static void AddNewLine(float[] embeddings, float[] output, int e)
    {
        var (newLine, character, ofByte) = (TinyVocabulary.IdOf("<0x0A>"), TinyVocabulary.IdOf("."), TinyVocabulary.IdOf("<0x2E>"));
        for (var i = 0; i < e; i++) output[(newLine * e) + i] = embeddings[(character * e) + i] + embeddings[(ofByte * e) + i];
    }

    private static void AddOutput(TensorMaker tensors, TinyMistralOptions o, float[] embeddings)
    {
        var e = o.EmbeddingLength;
        var output = tensors.Random("output.weight", o.Recites is null ? 1.7f : 0, e, TinyVocabulary.Size);
        if (o.NeverEnds) Array.Clear(output, TinyVocabulary.End * e, e);
        if (o.Recites is null) return;
        for (var i = 0; i < o.Recites.Length; i++)
        {
            var (from, to) = (TinyVocabulary.IdOf($"{o.Recites[i]}"), TinyVocabulary.IdOf($"{o.Recites[(i + 1) % o.Recites.Length]}"));
            Array.Copy(embeddings, from * e, output, to * e, e);
        }

        if (o.NeverEnds) AddNewLine(embeddings, output, e);
    }
}

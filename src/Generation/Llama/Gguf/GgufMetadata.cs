namespace RagDocs.Generation.Llama.Gguf;

/// <summary>The key-value part of a header. Types are as strict as the engine's: it refuses a number of another width.</summary>
internal sealed class GgufMetadata(string file)
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>Texts of <c>tokenizer.ggml.tokens</c>; null when there is no vocabulary.</summary>
    public GgufTokens? Tokens { get; set; }

    /// <summary>Values of <c>tokenizer.ggml.token_type</c>.</summary>
    public byte[]? TokenTypes { get; set; }

    public IEnumerable<KeyValuePair<string, object>> Entries => _values;

    public bool TryAdd(string key, object value) => _values.TryAdd(key, value);

    public bool Has(string key) => _values.ContainsKey(key);

    public string? Text(string key) => Optional<string>(key, "text");

    public uint? Number(string key) => _values.ContainsKey(key) ? Required<uint>(key, "a 32-bit number") : null;

    public float? Float(string key) => _values.ContainsKey(key) ? Required<float>(key, "a 32-bit float") : null;

    public bool? Flag(string key) => _values.ContainsKey(key) ? Required<bool>(key, "true or false") : null;

    public GgufArray? Array(string key) => Optional<GgufArray>(key, "an array");

    /// <exception cref="ModelFileException">Missing, of another type or outside the range.</exception>
    public int Number(string key, int least, int most)
    {
        var value = Required<uint>(key, "a 32-bit number");
        return value >= (uint)least && value <= (uint)most ? (int)value : throw Fault($"{key} is {value}, which is not between {least} and {most}");
    }

    /// <summary>One number for all layers, or one for each.</summary>
    public int[] PerLayer(string key, int layers, int least, int most)
    {
        if (!_values.TryGetValue(key, out var value) || value is not GgufArray array) return [.. Enumerable.Repeat(Number(key, least, most), layers)];
        if (array.ElementType is not (GgufValueType.UInt32 or GgufValueType.Int32) || array.Count != layers || array.Numbers is null)
            throw Fault($"{key} has {array.Count} values for {layers} layers");
        return System.Array.TrueForAll(array.Numbers, n => n >= least && n <= most)
            ? System.Array.ConvertAll(array.Numbers, n => (int)n)
            : throw Fault($"{key} has a value that is not between {least} and {most}");
    }

    public ModelFileException Fault(string reason) =>
        new(file, reason, "Get the model from a publisher that offers it as GGUF for llama.cpp, or copy it again.");

    private T? Optional<T>(string key, string kind)
        where T : class => _values.ContainsKey(key) ? Required<T>(key, kind) : null;

    private T Required<T>(string key, string kind) => _values.TryGetValue(key, out var value)
        ? value is T typed ? typed : throw Fault($"{key} is not {kind}")
        : throw Fault($"its header lacks {key}");
}

using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// Embeds text with a static token-embedding model in the Model2Vec format (Tulkens and van Dongen 2024): a text's vector is the mean
/// of its tokens' fixed vectors, brought to unit length. A table look-up on the processor, tens of thousands of passages a second;
/// questions and passages are embedded alike. A text without any known token gives the zero vector. Safe to use from many threads.
/// </summary>
public sealed class StaticEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Folder of the built-in model beside the program.</summary>
    public const string BuiltIn = "models/ragdocs-static-en";

    private const int LongestInput = 512;
    private static readonly string[] Files = ["config.json", "model.safetensors", "tokenizer.json"];
    private readonly string _folder;
    private readonly TokenTable _table;
    private readonly int _longestInput;

    private StaticEmbeddingGenerator(string folder, WordPieceTokenizer tokenizer, TokenTable table, string modelId, int longestInput)
    {
        _folder = folder;
        FilesHash = HashOf(folder);
        Tokenizer = tokenizer;
        ModelId = modelId;
        _table = table;
        Near = new NearTokens(table, SoftMatch.Unrelated);
        _longestInput = longestInput;
        Metadata = new EmbeddingGeneratorMetadata("model2vec", providerUri: null, modelId, table.Dimensions);
    }

    /// <summary>First 16 hexadecimal digits of the model file's SHA-256, a hyphen, the dimensions: vectors of one id are comparable.</summary>
    public string ModelId { get; }

    /// <summary>SHA-256 over all of the model's files: whatever changes a vector changes it.</summary>
    public string FilesHash { get; }

    /// <summary>The model's folder, for people.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(_folder));

    public int Dimensions => _table.Dimensions;

    /// <summary>Rows of the table: at least as many as the tokenizer has tokens.</summary>
    internal int Tokens => _table.Tokens;

    public EmbeddingGeneratorMetadata Metadata { get; }

    public WordPieceTokenizer Tokenizer { get; }

    /// <summary>Loads the model that comes with the program.</summary>
    public static StaticEmbeddingGenerator LoadBuiltIn() => Load(Path.Combine(AppContext.BaseDirectory, BuiltIn));

    /// <summary>Loads any Model2Vec folder: config.json, model.safetensors, tokenizer.json (WordPiece).</summary>
    /// <exception cref="EmbeddingModelException">A file is missing, damaged or of an unknown kind.</exception>
    public static StaticEmbeddingGenerator Load(string folder)
    {
        var file = Path.Combine(folder, "model.safetensors");
        var content = ReadModel(file);
        var tensors = Safetensors.Read(file, content);
        if (!tensors.TryGetValue("embeddings", out var embeddings) || tensors.Count > 1)
        {
            throw new EmbeddingModelException(file, "it must hold one tensor, 'embeddings'.");
        }

        var table = TokenTable.Of(file, embeddings);
        var tokenizer = WordPieceTokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        if (tokenizer.VocabularySize > table.Tokens)
        {
            throw new EmbeddingModelException(file, $"it has {table.Tokens} rows for a vocabulary of {tokenizer.VocabularySize} tokens.");
        }

        var modelId = $"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}-{table.Dimensions}";
        return new StaticEmbeddingGenerator(folder, tokenizer, table, modelId, ReadLongestInput(Path.Combine(folder, "config.json")));
    }

    /// <summary>Copies the model's files to a folder, unless they are there; the folder appears whole.</summary>
    public void CopyTo(string folder)
    {
        if (Directory.Exists(folder)) return;
        var unfinished = $"{folder}.{Guid.NewGuid():n}.part";
        Directory.CreateDirectory(unfinished);
        foreach (var file in Files) File.Copy(Path.Combine(_folder, file), Path.Combine(unfinished, file));
        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was faster.
            Directory.Delete(unfinished, recursive: true);
        }
    }

    /// <summary>The vector of one text, at once.</summary>
    public float[] Embed(ReadOnlySpan<char> text)
    {
        var vector = new float[Dimensions];
        Embed(text, vector);
        return vector;
    }

    /// <inheritdoc cref="Embed(ReadOnlySpan{char})"/>
    /// <param name="vector">Exactly <see cref="Dimensions"/> long.</param>
    public void Embed(ReadOnlySpan<char> text, Span<float> vector)
    {
        Span<int> ids = stackalloc int[LongestInput];
        _table.Sum(ids[..Tokenizer.Encode(text, ids[.._longestInput])], vector);
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
    }

    /// <summary>The sum of the tokens' own vectors.</summary>
    internal void Sum(ReadOnlySpan<int> ids, Span<float> sum) => _table.Sum(ids, sum);

    /// <summary>One token's own vector; its length says how much the token weighs.</summary>
    internal void Token(int id, Span<float> vector) => _table.Sum([id], vector);

    /// <summary>The tokens that have something to do with a token, with the cosines of their vectors.</summary>
    internal NearTokens Near { get; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var value in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            embeddings.Add(new Embedding<float>(Embed(value)) { ModelId = ModelId });
        }

        return Task.FromResult(embeddings);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // Holds managed memory only.
    }

    private static string HashOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files) hash.AppendData(ReadModel(Path.Combine(folder, file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] ReadModel(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddingModelException(file, "it is missing or cannot be read.", fault);
        }
    }

    private static int ReadLongestInput(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.TryGetProperty("seq_length", out var length) ? Math.Clamp(length.GetInt32(), 1, LongestInput) : LongestInput;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or IOException)
        {
            throw new EmbeddingModelException(file, "it is missing or damaged.", fault);
        }
    }
}

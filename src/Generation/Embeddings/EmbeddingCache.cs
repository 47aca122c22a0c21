using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace RagDocs.Generation.Embeddings;

/// <summary>
/// Keeps vectors by text and model, so that the same text is embedded once; only what is missing goes to the model, in one call.
/// A cache file that cannot be used costs speed, never an answer. Safe to use from many threads.
/// </summary>
/// <param name="model">Identifies the model so that vectors of one id are comparable: the file's hash, or server and name.</param>
public sealed class EmbeddingCache(
    IEmbeddingGenerator<string, Embedding<float>> inner, string model, EmbeddingStore store, ILogger<EmbeddingCache> log)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    /// <inheritdoc/>
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var keys = texts.ConvertAll(text => Key(text, options));
        var found = await FindAsync(keys.Distinct().ToList(), cancellationToken);
        var missing = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            if (!found.ContainsKey(keys[i])) missing.TryAdd(keys[i], texts[i]);
        }

        var all = new GeneratedEmbeddings<Embedding<float>>();
        if (missing.Count > 0)
        {
            var made = await base.GenerateAsync(missing.Values, options, cancellationToken);
            all.Usage = made.Usage;
            var added = missing.Keys.Zip(made, (key, vector) => KeyValuePair.Create(key, vector.Vector.ToArray())).ToList();
            foreach (var (key, vector) in added) found[key] = vector;
            await KeepAsync(added, cancellationToken);
        }

        foreach (var key in keys) all.Add(new Embedding<float>(found[key]));
        return all;
    }

    /// <summary>Questions and passages may be embedded differently, so what the text is belongs to the key.</summary>
    private string Key(string text, EmbeddingGenerationOptions? options)
    {
        var kind = options?.AdditionalProperties?.GetValueOrDefault(OpenAi.OpenAiEmbeddingOptions.InputType) as string;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\0{options?.ModelId}\0{options?.Dimensions}\0{kind}\0{text}")));
    }

    private async Task<Dictionary<string, float[]>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(keys, cancellationToken);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.EmbeddingCacheUnusable(log, store.Path, failure);
            return [];
        }
    }

    private async Task KeepAsync(IReadOnlyList<KeyValuePair<string, float[]>> vectors, CancellationToken cancellationToken)
    {
        try
        {
            await store.KeepAsync(vectors, cancellationToken);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.EmbeddingCacheUnusable(log, store.Path, failure);
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Generations;

/// <summary>
/// The embedding model in use, and the one an older index was made with: a copy of every static model is kept in the data folder
/// (10 MB), so that after an update of the program questions still meet vectors of their own model until the new index is ready.
/// </summary>
/// <param name="keptFolder">data/embeddings; holds a folder for each hash.</param>
public sealed class EmbeddingModels(IEmbeddingGenerator<string, Embedding<float>> generator, string keptFolder) : IDisposable
{
    /// <summary>Between the hash of a model's files and the numbers that are kept of its vectors; a hexadecimal digit as the others are.</summary>
    private const char CutTo = 'd';

    private const int FilesHashLength = 64;

    private readonly SemaphoreSlim _loading = new(1);
    private readonly Dictionary<string, EmbeddingModel?> _kept = new(StringComparer.Ordinal);
    private EmbeddingModel? _current;

    /// <summary>The model that new chunks are embedded with.</summary>
    public async Task<EmbeddingModel> CurrentAsync(CancellationToken cancellationToken) => _current ??= await DescribeAsync(generator, cancellationToken);

    /// <summary>The model of this hash; null when it is not there any more.</summary>
    public async Task<EmbeddingModel?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        var current = await CurrentAsync(cancellationToken);
        if (current.Hash == hash) return current;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (!_kept.TryGetValue(hash, out var kept)) _kept[hash] = kept = await LoadKeptAsync(hash, cancellationToken);
            return kept;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Keeps a copy of the current model, where it is one of files.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var current = await CurrentAsync(cancellationToken);
        if (generator.GetService<StaticEmbeddingGenerator>() is not { } model) return;
        try
        {
            model.CopyTo(Path.Combine(keptFolder, FolderOf(current.Hash)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without a copy an older index answers by keywords after an update; that is no reason not to start.
        }
    }

    /// <summary>Deletes the copies of models that no index is made with.</summary>
    /// <param name="hashes">Of the models still needed.</param>
    public void DropOthers(IReadOnlySet<string> hashes)
    {
        if (!Directory.Exists(keptFolder)) return;
        hashes = hashes.Select(FolderOf).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(keptFolder))
        {
            if (!folder.EndsWith(".part", StringComparison.Ordinal) && !hashes.Contains(Path.GetFileName(folder))) Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => _loading.Dispose();

    /// <summary>A cut model is kept whole.</summary>
    private static string FolderOf(string hash) => hash.Length > FilesHashLength ? hash[..FilesHashLength] : hash;

    private static int? DimensionsOf(string hash) =>
        hash.Length > FilesHashLength && hash[FilesHashLength] == CutTo && int.TryParse(hash.AsSpan(FilesHashLength + 1), CultureInfo.InvariantCulture, out var cut) ? cut : null;

    private async Task<EmbeddingModel?> LoadKeptAsync(string hash, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(keptFolder, FolderOf(hash));
        if (!hash.All(char.IsAsciiHexDigitLower) || !Directory.Exists(folder)) return null;
        try
        {
            var whole = StaticEmbeddingGenerator.Load(folder);
            var loaded = await DescribeAsync(DimensionsOf(hash) is { } cut && cut < whole.Dimensions ? new TruncatedEmbeddings(whole, cut) : whole, cancellationToken);
            return loaded.Hash == hash ? loaded : null;
        }
        catch (EmbeddingModelException)
        {
            // A damaged copy is as good as none: the older index then answers by keywords.
            return null;
        }
    }

    private static async Task<EmbeddingModel> DescribeAsync(IEmbeddingGenerator<string, Embedding<float>> generator, CancellationToken cancellationToken)
    {
        var about = generator.GetService<EmbeddingGeneratorMetadata>();
        if (generator.GetService<StaticEmbeddingGenerator>() is { } model)
        {
            return generator.GetService<TruncatedEmbeddings>() is { Dimensions: var cut }
                ? new EmbeddingModel($"{model.Name} ({cut})", $"{model.FilesHash}{CutTo}{cut}", cut, generator)
                : new EmbeddingModel(model.Name, model.FilesHash, model.Dimensions, generator);
        }

        var name = about?.DefaultModelId ?? generator.GetType().Name;
        var dimensions = about?.DefaultModelDimensions
            ?? (await generator.GenerateAsync(["dimensions"], cancellationToken: cancellationToken))[0].Vector.Length;
        var named = Encoding.UTF8.GetBytes($"{about?.ProviderName}\n{about?.ProviderUri}\n{name}\n{dimensions}");
        return new EmbeddingModel(name, Convert.ToHexStringLower(SHA256.HashData(named)), dimensions, generator);
    }
}

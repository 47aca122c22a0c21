using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Generations;

/// <summary>
/// The embedding model in use, and the one an older index was made with. In use is what an administrator chose, else the built-in one. A copy of
/// every static model is kept in the data folder (10 MB), so that after an update of the program questions still meet vectors of their own
/// model until the new index is ready.
/// </summary>
/// <param name="generator">The built-in model.</param>
/// <param name="keptFolder">data/embeddings; holds a folder for each hash.</param>
/// <param name="version">Null: the choice never changes.</param>
/// <param name="chosen">Null: nothing can be chosen here.</param>
/// <param name="former">Null: what was chosen before cannot be found.</param>
public sealed class EmbeddingModels(
    IEmbeddingGenerator<string, Embedding<float>> generator, string keptFolder, EmbeddingVersion? version = null, ChosenEmbeddings? chosen = null, FormerEmbeddings? former = null)
    : IDisposable
{
    /// <summary>Between the hash of a model's files and the numbers that are kept of its vectors; a hexadecimal digit as the others are.</summary>
    private const char CutTo = 'd';

    private const int FilesHashLength = 64;

    private readonly SemaphoreSlim _loading = new(1);
    private readonly Dictionary<string, EmbeddingModel?> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Hash, int Dimensions), EmbeddingModel> _outside = new();
    private EmbeddingModel? _builtIn;
    private volatile KnownChoice? _choice;

    /// <summary>Another number when something else may be chosen.</summary>
    internal int Version => version?.Value ?? 0;

    /// <summary>Why the chosen model cannot be used, in words for people; null when it can, as far as is known.</summary>
    public string? Problem { get; internal set; }

    /// <summary>The model that new chunks are embedded with. A remote one whose vectors' length is not known is asked for it.</summary>
    /// <exception cref="EmbeddingUnavailableException">One is chosen, and it is not there or does not answer.</exception>
    public async Task<EmbeddingModel> CurrentAsync(CancellationToken cancellationToken)
    {
        if (await ChoiceAsync(cancellationToken) is not { } choice) return await BuiltInAsync(cancellationToken);
        if (choice.Dimensions is { } known) return Outside(choice, known);
        if (_outside.Values.FirstOrDefault(m => m.Hash == choice.Hash) is { } asked) return asked;
        using var asking = choice.Generator(null);
        return Outside(choice, (await asking.GenerateAsync(["dimensions"], cancellationToken: cancellationToken))[0].Vector.Length);
    }

    /// <summary>The same without asking anything; null when the chosen model is not there.</summary>
    internal async Task<WantedEmbeddings?> WantedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var choice = await ChoiceAsync(cancellationToken);
            Problem = null;
            if (choice is not null) return new WantedEmbeddings(choice.Name, choice.Hash, choice.Dimensions);
            var builtIn = await BuiltInAsync(cancellationToken);
            return new WantedEmbeddings(builtIn.Name, builtIn.Hash, builtIn.Dimensions);
        }
        catch (EmbeddingUnavailableException away)
        {
            Problem = away.Message;
            return null;
        }
    }

    /// <summary>The model of this hash; null when it is not there any more.</summary>
    /// <param name="dimensions">Of the index that was made with it.</param>
    public async Task<EmbeddingModel?> FindAsync(string hash, int dimensions, CancellationToken cancellationToken)
    {
        var builtIn = await BuiltInAsync(cancellationToken);
        if (builtIn.Hash == hash) return builtIn;
        if (await FindOutsideAsync(hash, cancellationToken) is { } outside) return Outside(outside, dimensions);
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

    /// <summary>The model that comes with the program, or the folder named in its place.</summary>
    internal async Task<EmbeddingModel> BuiltInAsync(CancellationToken cancellationToken) => _builtIn ??= await DescribeAsync(generator, cancellationToken);

    /// <summary>Keeps a copy of the built-in model, where it is one of files.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var current = await BuiltInAsync(cancellationToken);
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

    /// <summary>Deletes the copies of models that no index is made with, and lets go of those outside.</summary>
    /// <param name="hashes">Of the models still needed.</param>
    public void DropOthers(IReadOnlySet<string> hashes)
    {
        foreach (var (key, _) in _outside.Where(m => !hashes.Contains(m.Key.Hash)))
        {
            if (_outside.TryRemove(key, out var gone)) gone.Generator.Dispose();
        }

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

    private async Task<EmbeddingChoice?> ChoiceAsync(CancellationToken cancellationToken)
    {
        if (chosen is null) return null;
        var now = Version;
        if (_choice is { } known && known.Version == now) return known.Choice;
        var choice = await chosen(cancellationToken) is { } found ? Cut(found, generator.GetService<TruncatedEmbeddings>()?.Dimensions) : null;
        _choice = new KnownChoice(now, choice);
        return choice;
    }

    private async Task<EmbeddingChoice?> FindOutsideAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            if (await ChoiceAsync(cancellationToken) is { } choice && choice.Hash == hash) return choice;
        }
        catch (EmbeddingUnavailableException)
        {
            // What is chosen is away; what the index was made with may be there.
        }

        if (former is null || hash.Length < FilesHashLength) return null;
        var found = await former(hash[..FilesHashLength], cancellationToken) is { } whole ? Cut(whole, DimensionsOf(hash)) : null;
        return found?.Hash == hash ? found : null;
    }

    private EmbeddingModel Outside(EmbeddingChoice choice, int dimensions) => _outside.GetOrAdd(
        (choice.Hash, dimensions), _ => new EmbeddingModel(choice.Name, choice.Hash, dimensions, choice.Generator(dimensions)) { IsOutside = true });

    private static EmbeddingChoice Cut(EmbeddingChoice choice, int? dimensions) => dimensions is { } cut && choice.Dimensions > cut
        ? new EmbeddingChoice($"{choice.Name} ({cut})", $"{choice.Hash}{CutTo}{cut}", cut, _ => new TruncatedEmbeddings(choice.Generator(choice.Dimensions), cut))
        : choice;

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

    /// <summary>What was chosen as of a version.</summary>
    private sealed record KnownChoice(int Version, EmbeddingChoice? Choice);
}

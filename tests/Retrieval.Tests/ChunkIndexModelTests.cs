using System.Globalization;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests;

/// <summary>
/// Random changes, searches, restarts and deaths, each search compared with a plain model. 300 operations unless RAGDOCS_MODEL_OPERATIONS
/// says otherwise; a fault names the seed and the operation.
/// </summary>
public abstract class ChunkIndexModelTests : LibraryTest
{
    private const int Seed = 20261121;
    private static readonly string[] Words = ["vacation", "printer", "cables", "invoice", "travel", "zebra", "budget", "safety"];

    private readonly Random _random = new(Seed);
    private readonly List<Document> _documents = [];
    private readonly Dictionary<long, Held> _model = [];
    private readonly List<long> _collections = [];
    private IChunkIndex _index = null!;

    private sealed record Held(long Collection, IReadOnlyList<string> Texts, bool Removed);

    private protected abstract Task<IChunkIndex> OpenAsync();

    private protected abstract Task<bool> FollowAndDieAsync(IChunkIndex index, int writes);

    [Fact]
    public async Task NoOperationMakesADifferenceToThePlainModel()
    {
        var operations = int.Parse(Environment.GetEnvironmentVariable("RAGDOCS_MODEL_OPERATIONS") ?? "300", CultureInfo.InvariantCulture);
        for (var i = 0; i < 4; i++) _collections.Add(await Library.CollectionAsync());
        _index = await OpenAsync();
        for (var i = 0; i < operations; i++)
        {
            var what = await ChangeAsync();
            if (await DifferenceAsync() is { } difference) Assert.Fail($"Seed {Seed}, operation {i} ({what}): {difference}");
        }
    }

    private async Task<string> ChangeAsync()
    {
        var roll = _random.Next(100);
        if (_documents.Count < 3 || (roll < 10 && _documents.Count < 40))
        {
            var collection = Any(_collections);
            var added = await Library.AcceptAsync($"{_documents.Count}.md", collection);
            _documents.Add(added);
            return await ReplaceAsync(added, collection);
        }

        var document = Any(_documents);
        var held = _model[document.Id];
        switch (roll)
        {
            case < 45 when !held.Removed:
                return await ReplaceAsync(document, held.Collection);
            case < 60:
                _model[document.Id] = held with { Removed = !held.Removed };
                return held.Removed ? $"restore {await Library.Index.RestoreAsync(document.Id, CancellationToken.None)}" : $"remove {await Library.Index.RemoveAsync(document.Id, CancellationToken.None)}";
            case < 75 when !held.Removed:
                var target = Any(_collections);
                await ChunkIndexChanges.MoveAsync(Library.Catalog, document.Id, target);
                _model[document.Id] = held with { Collection = target };
                return "move";
            case < 85:
                _index = await OpenAsync();
                return "restart";
            case < 92 when !held.Removed:
                await ReplaceAsync(document, held.Collection);
                var writes = _random.Next(5);
                await FollowAndDieAsync(_index, writes);
                _index = await OpenAsync();
                return $"die after {writes} writes";
            default:
                return "search";
        }
    }

    private async Task<string> ReplaceAsync(Document document, long collection)
    {
        var texts = Enumerable.Range(0, _random.Next(4)).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => Any(Words)))).ToList();
        await Library.ReplaceAsync(document, texts);
        _model[document.Id] = new Held(collection, texts, Removed: false);
        return "replace";
    }

    private async Task<string?> DifferenceAsync()
    {
        var readable = _collections.Where(_ => _random.Next(3) > 0).ToList();
        var word = Any(Words);
        var generation = await Library.Generations.ActiveAsync(CancellationToken.None);
        await _index.FollowAsync(generation, CancellationToken.None);
        var query = new ChunkQuery(word, Library.Embeddings.Embed(word), SearchScope.Of(readable), 1_000);
        var found = await _index.SearchAsync(generation, query, CancellationToken.None);

        var wanted = _model.Where(d => !d.Value.Removed && readable.Contains(d.Value.Collection)).SelectMany(d => d.Value.Texts).ToList();
        var texts = await ChunkIndexChanges.TextsAsync(Library.Catalog, [.. found.ByKeyword.Concat(found.ByMeaning).Select(c => c.ChunkId)]);
        return Compare("by keyword", wanted.Where(t => t.Split(' ').Contains(word)), found.ByKeyword.Select(c => texts[c.ChunkId]))
            ?? Compare("by meaning", wanted, found.ByMeaning.Select(c => texts[c.ChunkId]))
            ?? (found.Searched == wanted.Count ? null : $"{found.Searched} searched, {wanted.Count} readable");
    }

    private static string? Compare(string search, IEnumerable<string> wanted, IEnumerable<string> found)
    {
        var (one, other) = (string.Join('|', wanted.Order(StringComparer.Ordinal)), string.Join('|', found.Order(StringComparer.Ordinal)));
        return one == other ? null : $"{search} found {other} instead of {one}";
    }

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}

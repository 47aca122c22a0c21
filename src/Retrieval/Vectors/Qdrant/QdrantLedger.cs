using System.Collections.Concurrent;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>
/// How far a collection has followed the catalog, kept in the collection itself as points without vectors: one mark with the last
/// change line that was taken in whole, one for every writer at work, and one for every language of the documents. A writer that dies leaves its own behind, and whoever opens
/// the collection next goes over everything since then once more.
/// </summary>
internal sealed class QdrantLedger(QdrantConnection qdrant, TimeProvider time)
{
    public const string Mark = "mark";
    public const string Writer = "writer";
    public const string Spoken = "language";

    /// <summary>No writer is silent for so long; what is older was left by one that died, and has been gone over since.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(15);

    private static readonly Guid MarkId = new("0d0c0000-0000-4000-8000-000000000001");
    private readonly Guid _writerId = Guid.NewGuid();
    private readonly ConcurrentDictionary<string, LanguageSet> _languages = new(StringComparer.Ordinal);

    /// <summary>The languages of the collection's documents, as they were read last.</summary>
    public LanguageSet Languages(string collection) => _languages.GetValueOrDefault(collection);

    /// <summary>The change line everything up to which is in the collection for sure; null when it has not been filled yet.</summary>
    public async Task<long?> FollowedAsync(string collection, CancellationToken cancellationToken)
    {
        var states = await StatesAsync(collection, cancellationToken);
        if (!states.Any(s => s.Payload.State == Mark)) return null;
        return states.Where(s => s.Payload.State is Mark or Writer && s.Id != _writerId).Min(s => s.Payload.Line);
    }

    /// <summary>The line of the mark alone; null when there is none.</summary>
    public async Task<long?> MarkAsync(string collection, CancellationToken cancellationToken) =>
        (await StatesAsync(collection, cancellationToken)).FirstOrDefault(s => s.Payload.State == Mark)?.Payload.Line;

    /// <summary>Says before the first change that somebody is at it.</summary>
    public Task BeginAsync(string collection, long since, CancellationToken cancellationToken) =>
        PutAsync(collection, new Upsert([PointOf(_writerId, Writer, since)]), cancellationToken);

    /// <summary>Says that the collection is as the catalog was at this line. Another process may have come further; its mark stays.</summary>
    public Task AdvanceAsync(string collection, long line, CancellationToken cancellationToken) =>
        PutAsync(collection, new Upsert([PointOf(MarkId, Mark, line)], Filter.LineBelow(line)), cancellationToken);

    /// <summary>Says before the first document of a language is written that there is one.</summary>
    public async Task AddLanguageAsync(string collection, Language language, CancellationToken cancellationToken)
    {
        if (Languages(collection) is { Bits: not 0 } known && known.Contains(language)) return;
        var id = new Guid(0x0d0c0001, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, (byte)language);
        await PutAsync(collection, new Upsert([PointOf(id, Spoken, (long)language)]), cancellationToken);
        _languages.AddOrUpdate(collection, LanguageSet.Of(language), (_, others) => others.With(language));
    }

    /// <summary>Says that this writer is done, clears away what dead ones left, and takes note of what others said.</summary>
    /// <param name="begun">False when it wrote nothing.</param>
    public async Task EndAsync(string collection, bool begun, CancellationToken cancellationToken)
    {
        var oldest = (time.GetUtcNow() - Abandoned).ToUnixTimeMilliseconds();
        var left = (await StatesAsync(collection, cancellationToken)).Where(s => s.Payload.State == Writer && ((begun && s.Id == _writerId) || s.Payload.At < oldest)).ToList();
        if (left.Count == 0) return;
        await qdrant.WriteAsync(HttpMethod.Post, $"collections/{collection}/points/delete?wait=true",
            QdrantConnection.Bytes(new DeletePoints([.. left.Select(s => (object)s.Id)])), cancellationToken);
    }

    private async Task<IReadOnlyList<StateRecord>> StatesAsync(string collection, CancellationToken cancellationToken)
    {
        var states = (await qdrant.AskAsync<ScrollResult<StateRecord>>(
            HttpMethod.Post, $"collections/{collection}/points/scroll", new Scroll(Filter.States(), 1_000, null), cancellationToken)).Points;
        _languages[collection] = LanguageSet.Of([.. states.Where(s => s.Payload.State == Spoken).Select(s => (Language)s.Payload.Line)]);
        return states;
    }

    private Task PutAsync(string collection, Upsert upsert, CancellationToken cancellationToken) =>
        qdrant.WriteAsync(HttpMethod.Put, $"collections/{collection}/points?wait=true", QdrantConnection.Bytes(upsert), cancellationToken);

    private Point PointOf(Guid id, string state, long line) =>
        new(id, new PointVectors(), new StatePayload(state, line, time.GetUtcNow().ToUnixTimeMilliseconds()));
}

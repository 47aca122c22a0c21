using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Quality;

/// <summary>A small library of four documents and what measures it.</summary>
public abstract class QualityTest : LibraryTest
{
    protected const string LeaveQuestion = "How many days of annual leave are there?";
    protected const string LeaveQuote = "twenty-eight days of annual leave";

    private protected static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["leave.md"] = "Everybody has twenty-eight days of annual leave a year.",
        ["travel.md"] = "Trains are booked in second class, and a seat is reserved.",
        ["canteen.md"] = "The canteen opens at eleven and closes at two.",
        ["parking.md"] = "Parking in the yard costs two euros a day.",
    };

    private protected QualitySets Sets { get; private set; } = null!;

    private protected Dictionary<string, Document> Documents { get; } = new(StringComparer.Ordinal);

    protected long Set { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Sets = new QualitySets(Library.Catalog, TimeProvider.System);
        foreach (var (path, text) in Texts) Documents[path] = await Library.AddAsync(path, [text]);
        Set = await Sets.CreateAsync("Staff", CancellationToken.None);
    }

    private protected QualityMeasurement Measurement(RetrievalOptions? options = null) => new(
        Library.Catalog, Sets, Library.With(options ?? new RetrievalOptions()), Library.Generations, Options.Create(options ?? new RetrievalOptions()),
        TimeProvider.System);

    protected Task<long> AskForLeaveAsync() => AskAsync(LeaveQuestion, "leave.md", LeaveQuote);

    protected Task<long> AskAsync(string question, string path, string quote) =>
        Sets.AddAsync(Set, question, null, [new NewPlace(Documents[path].Id, null, quote)], CancellationToken.None);

    private protected Task<QualityRun> RunAsync(RetrievalOptions? options = null) =>
        Measurement(options).RunAsync(Set, QualityCause.AskedFor, null, CancellationToken.None);

    /// <summary>A complete new index that waits to be used.</summary>
    /// <param name="texts">Chunks of the document of this path.</param>
    private protected async Task<IndexGeneration> BuildAsync(Func<string, IReadOnlyList<string>> texts)
    {
        await Library.Generations.RebuildAsync(CancellationToken.None);
        var writer = new GenerationWriter(Library.Catalog);
        var building = (await writer.BuildingAsync(CancellationToken.None))!;
        foreach (var missing in await writer.MissingAsync(building.Id, 100, CancellationToken.None))
        {
            Assert.True(await writer.AddAsync(building.Id, missing, Batch(texts(missing.Title)), CancellationToken.None));
        }

        await writer.MissingAsync(building.Id, 1, CancellationToken.None); // Counts how far it is.
        return building;
    }

    private static async IAsyncEnumerable<IReadOnlyList<NewChunk>> Batch(IReadOnlyList<string> texts)
    {
        await Task.Yield();
        yield return [.. texts.Select(Library.Chunk)];
    }
}

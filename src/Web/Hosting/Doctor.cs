using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Prompts;
using RagDocs.Ingest.Processes;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Vectors.Qdrant;

namespace RagDocs.Web.Hosting;

/// <summary>One thing the service needs.</summary>
/// <param name="Required">Without it nothing works; else only a part is missing.</param>
/// <param name="Detail">What was found, or what to do.</param>
public sealed record Check(string Name, bool Ok, bool Required, string Detail);

/// <summary>Looks at everything the service needs and says what to do about what is missing.</summary>
public sealed class Doctor(
    IDbContextFactory<RagDocsDbContext> contexts, IndexGenerations generations, DataFolder data, PromptLibrary prompts, TimeProvider time, QdrantHealth? qdrant = null)
{
    private static readonly TimeSpan ModelPatience = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<Check>> CheckAsync(CancellationToken cancellationToken) =>
    [
        await CatalogAsync(cancellationToken),
        await PassagesAsync(cancellationToken),
        await SearchByMeaningAsync(cancellationToken),
        .. await QdrantAsync(cancellationToken),
        DataFolderCheck(),
        .. Prompts(),
        Program("pdftotext", "Reads PDF files. Install the package poppler-utils."),
        Program("pdftocairo", "Shows PDF pages beside answers. Install the package poppler-utils."),
        Program("tesseract", "Recognises the text of scans. Install the package tesseract-ocr, and tesseract-ocr-deu and so on for further languages."),
    ];

    private async Task<Check> CatalogAsync(CancellationToken cancellationToken) => await TryAsync("catalog", async db =>
    {
        var documents = await db.Documents.CountAsync(cancellationToken);
        var version = await db.Database.SqlQueryRaw<string>("SELECT sqlite_version() AS Value").SingleAsync(cancellationToken);
        return $"{documents} documents, SQLite {version}";
    });

    private async Task<Check> PassagesAsync(CancellationToken cancellationToken) => await TryAsync("passages", async db =>
        $"{await db.Chunks.CountAsync(c => c.Searchable, cancellationToken)} searchable");

    private async Task<IReadOnlyList<Check>> QdrantAsync(CancellationToken cancellationToken)
    {
        if (qdrant is null) return [];
        var (ok, detail) = await qdrant.CheckAsync(cancellationToken);
        return [new Check("qdrant", ok, Required: true, detail)];
    }

    private IReadOnlyList<Check> Prompts() => prompts.Refused.Count > 0
        ? [new Check("prompts", false, Required: false, $"Not used, the built-in ones are: {string.Join("; ", prompts.Refused)}")]
        : prompts.Own > 0 ? [new Check("prompts", true, Required: false, $"{prompts.Own} of your own")] : [];

    private async Task<Check> SearchByMeaningAsync(CancellationToken cancellationToken)
    {
        const string Name = "search by meaning";
        try
        {
            var (active, _, keywordsOnly) = await generations.StatusAsync(cancellationToken);
            if ((await generations.ActiveAsync(cancellationToken)).Model is { IsOutside: true } outside)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                patience.CancelAfter(ModelPatience);
                // A text of its own, as vectors of known ones are kept.
                await outside.Generator.GenerateAsync([$"{Name} {time.GetUtcNow():O}"], cancellationToken: patience.Token);
            }

            return new Check(Name, !keywordsOnly, Required: false, keywordsOnly
                ? "The model the index was made with is not there any more: questions are answered by keywords until the new index is ready. See ragdocs index status."
                : $"{active.Model}, {active.Dimensions} dimensions");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Check(Name, false, Required: false, $"The model of the index did not answer within {ModelPatience.TotalSeconds} s: questions are answered by keywords until it does.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Check(Name, false, Required: false, failure.Message);
        }
    }

    private async Task<Check> TryAsync(string name, Func<RagDocsDbContext, Task<string>> probe)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            return new Check(name, true, Required: true, await probe(db));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Check(name, false, Required: true, failure.Message);
        }
    }

    private Check DataFolderCheck()
    {
        var free = new DriveInfo(data.Path).AvailableFreeSpace;
        return new Check("disk", free > 1L << 30, Required: false, $"{free >> 30} GB free in {data.Path}");
    }

    private static Check Program(string name, string need)
    {
        var found = ProgramPath.Find(name);
        return new Check(name, found is not null, Required: false, found ?? need);
    }
}

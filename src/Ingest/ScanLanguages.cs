using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Readers.Scans;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>Which languages scans are recognised in: those of their collection, else the server's.</summary>
public sealed class ScanLanguages(IDbContextFactory<RagDocsDbContext> contexts, ReaderOptions options)
{
    /// <summary>Scans are recognised on this machine.</summary>
    public bool CanRecognize => Tesseract.Find(options) is not null;

    /// <summary>Used where a collection names none.</summary>
    public IReadOnlyList<string> Default => Split(options.OcrLanguages);

    /// <summary>Names of the installed languages as tesseract gives them ("deu", "eng"); empty where it is not installed.</summary>
    public async Task<IReadOnlyList<string>> InstalledAsync(CancellationToken cancellationToken) => Tesseract.Find(options) is { } tesseract
        ? [.. (await tesseract.LanguagesAsync(cancellationToken)).Where(OcrLanguages.IsLanguage).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The collection's own choice; empty when it has made none.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(long collectionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Split(await db.Collections.Where(c => c.Id == collectionId).Select(c => c.Languages).SingleAsync(cancellationToken));
    }

    /// <summary>Holds for what is read from now on; documents read before are run again from the extraction health page.</summary>
    public async Task SetAsync(long collectionId, IEnumerable<string> languages, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var joined = string.Join('+', languages);
        await db.Collections.Where(c => c.Id == collectionId).ExecuteUpdateAsync(c => c.SetProperty(x => x.Languages, joined), cancellationToken);
    }

    private static string[] Split(string languages) => languages.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

using RagDocs.Ingest.Readers.Csv;
using RagDocs.Ingest.Readers.Sheets;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads lists of values (CSV, TSV) as a sheet: the separator, the quotes, the encoding and the header are found out.</summary>
internal sealed class CsvReader(ReaderOptions options) : DocumentReader
{
    private const int SampleLength = 64 * 1024;

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Csv];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        TextDecoding.CheckSize(file.Path, options);
        var dialect = DialectOf(file);
        var blocks = new BlockCollector(options, cancellationToken);
        var sheet = new SheetText(blocks, options, cancellationToken);
        sheet.Add(TextCleaning.OneLine(Path.GetFileNameWithoutExtension(file.Name), longest: 80), () => Rows(file.Path, dialect), hasHeading: false);
        return new DocumentText(null, FileSignature.Csv, null, blocks.Blocks, sheet.Warnings);
    }

    private static CsvDialect DialectOf(SourceFile file)
    {
        using var text = TextDecoding.Open(file.Path);
        var sample = new char[SampleLength];
        var length = text.ReadBlock(sample);
        return CsvDialect.Guess(new string(sample, 0, length), Path.GetExtension(file.Name).ToLowerInvariant() is ".tsv" or ".tab");
    }

    private static IEnumerable<SheetRow> Rows(string path, CsvDialect dialect)
    {
        using var text = TextDecoding.Open(path);
        var number = 0;
        foreach (var record in CsvRecords.Read(text, dialect))
        {
            // Rows are counted as a spreadsheet shows them: a quoted line end does not begin a new one.
            number++;
            var cells = new List<SheetCell>(record.Values.Count);
            for (var i = 0; i < record.Values.Count; i++)
            {
                if (TypedCell.Guess(i + 1, Shown(record.Values[i])) is { } cell) cells.Add(cell);
            }

            if (cells.Count > 0) yield return new SheetRow(number, cells);
        }
    }

    private static string Shown(string value) =>
        value.AsSpan().ContainsAny('\n', '\0') ? value.Replace('\n', ' ').Replace("\0", "", StringComparison.Ordinal) : value;
}

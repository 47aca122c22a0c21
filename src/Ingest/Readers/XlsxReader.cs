using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Sheets;
using RagDocs.Ingest.Readers.Xlsx;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads Excel workbooks, sheet by sheet and row by row. Values are those that Excel saved; nothing is calculated. Comments and text boxes follow the rows of their sheet. Hidden sheets are left out and named at the end.</summary>
internal sealed class XlsxReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Xlsx];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        using var package = new PackageFile(file.Path, options);
        var main = Relationships.MainPart(package) ?? throw PackageFile.Incomplete("Excel");
        var workbook = package.Load(main) ?? throw PackageFile.Incomplete("Excel");
        var parts = new Relationships(package, main);
        var strings = new SharedStrings(package, parts.OfType("sharedStrings"), options, cancellationToken);
        var formats = new NumberFormats(package, parts.OfType("styles"), WorkbookSheets.StartIn1904(workbook));

        var blocks = new BlockCollector(options, cancellationToken);
        var sheets = new SheetText(blocks, options, cancellationToken);
        var hidden = new List<string>();
        foreach (var sheet in WorkbookSheets.Of(workbook))
        {
            if (sheet.IsHidden) hidden.Add(sheet.Name);
            else if (parts.IsOfType(sheet.RelationshipId, "worksheet")) Add(sheet.Name, parts.Part(sheet.RelationshipId)!);
        }

        if (HiddenParts.Describe(hidden, "sheet") is { } note && blocks.FirstHeading is not null && note.Length < blocks.Remaining) blocks.Add(BlockKind.Paragraph, note);
        return new DocumentText(package.Title("docProps/core.xml"), FileSignature.Xlsx, null, blocks.Blocks, sheets.Warnings);

        void Add(string name, string part)
        {
            sheets.Add(name, new SheetRows(package, part, strings, formats).Read);
            sheets.AddNotes(name, SheetNotes.Of(package, part, cancellationToken));
        }
    }
}

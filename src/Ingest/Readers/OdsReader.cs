using System.Xml;
using RagDocs.Ingest.Readers.Odf;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Sheets;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads OpenDocument spreadsheets. All sheets lie in one part, which is read twice from end to end whatever number there are.</summary>
internal sealed class OdsReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Ods];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        using var package = OdfPackage.Open(file.Path, options);
        var styles = new OdfStyles(package);
        var blocks = new BlockCollector(options, cancellationToken);
        var sheets = new SheetText(blocks, options, cancellationToken);
        var surveys = new List<SheetSurvey>();
        var hidden = new List<string>();

        ForEachSheet(package, styles, (_, isHidden, rows) => surveys.Add(isHidden ? new SheetSurvey(0) : sheets.Survey(rows)));
        var index = 0;
        ForEachSheet(package, styles, (name, isHidden, rows) =>
        {
            var survey = surveys[index++];
            if (isHidden) hidden.Add(name);
            else sheets.Add(name, survey, rows);
        });

        if (HiddenParts.Describe(hidden, "sheet") is { } note && blocks.FirstHeading is not null && note.Length < blocks.Remaining) blocks.Add(BlockKind.Paragraph, note);
        return new DocumentText(OdfPackage.Title(package), FileSignature.Ods, null, blocks.Blocks, sheets.Warnings);
    }

    private static void ForEachSheet(PackageFile package, OdfStyles styles, Action<string, bool, IEnumerable<SheetRow>> visit)
    {
        using var reader = OdfPackage.OpenBody(package, "spreadsheet", styles);
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "table" }) continue;
            var depth = reader.Depth;
            var name = reader.GetAttribute("name", reader.NamespaceURI)?.Trim() is { Length: > 0 } given ? given : "Sheet";
            visit(name, styles.IsHidden(reader.GetAttribute("style-name", reader.NamespaceURI)), OdsRows.Read(reader));
            OdsRows.Finish(reader, depth);
        }
    }
}

using System.Globalization;
using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Pptx;
using RagDocs.Ingest.Readers.Sheets;
using RagDocs.Ingest.Readers.Slides;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads PowerPoint presentations, one slide at a time. A slide is a page. Hidden slides are left out and named at the end.</summary>
internal sealed class PptxReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Pptx];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        using var package = new PackageFile(file.Path, options);
        var main = Relationships.MainPart(package) ?? throw PackageFile.Incomplete("PowerPoint");
        var presentation = package.Load(main) ?? throw PackageFile.Incomplete("PowerPoint");
        var parts = new Relationships(package, main);
        var blocks = new BlockCollector(options, cancellationToken);
        var slides = new SlideBlocks(blocks);
        var layouts = new Dictionary<string, Placeholders>(StringComparer.Ordinal);
        var hidden = new List<string>();
        var number = 0;
        foreach (var id in presentation.Child("sldIdLst").Children("sldId").Select(Id))
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (parts.Part(id) is not { } part || package.Load(part) is not { } slide) continue;
            if (slide.Value("show") is "0" or "false") hidden.Add(number.ToString(CultureInfo.InvariantCulture));
            else slides.Add(Slide(package, part, slide, number, layouts));
        }

        if (HiddenParts.Describe(hidden, "slide") is { } note && blocks.FirstHeading is not null) blocks.Add(BlockKind.Paragraph, note, 0, number);
        return new DocumentText(slides.FirstTitle ?? package.Title("docProps/core.xml"), FileSignature.Pptx, number, blocks.Blocks, []);
    }

    private static Slide Slide(PackageFile package, string part, XElement slide, int number, Dictionary<string, Placeholders> layouts)
    {
        var parts = new Relationships(package, part);
        var layout = parts.OfType("slideLayout") ?? "";
        if (!layouts.TryGetValue(layout, out var placeholders)) layouts[layout] = placeholders = new Placeholders(package.Load(layout));
        var shapes = new ShapeTree(package, parts, placeholders).Read(slide.Child("cSld", "spTree"));
        return new Slide(number, shapes, Notes(package, parts.OfType("notesSlide")));
    }

    private static string Notes(PackageFile package, string? part)
    {
        var notes = part is null ? null : package.Load(part);
        var bodies = notes.Child("cSld", "spTree").Below("sp").Where(s => Placeholders.Of(s).Value("type") == "body");
        return string.Join('\n', bodies.Select(s => DrawingText.Lines(s.Child("txBody")))).Trim();
    }

    private static string? Id(XElement slide) => slide.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.NamespaceName.Length > 0)?.Value;
}

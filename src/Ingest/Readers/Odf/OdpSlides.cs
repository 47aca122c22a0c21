using System.Globalization;
using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Slides;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>Slides of an OpenDocument presentation (ODF 1.3, 10.2.4): frames and shapes with their place, and the notes.</summary>
internal sealed class OdpSlides(OdfStyles styles)
{
    private const int DeepestGroup = 30;
    private static readonly string[] Furniture = ["footer", "header", "date-time", "page-number", "notes", "page"];

    // ODF 1.3 part 3, 18.3.18: lengths with their unit.
    private static readonly (string Unit, double Points)[] Units = [("cm", 72 / 2.54), ("mm", 72 / 25.4), ("in", 72), ("pt", 1), ("pc", 12), ("px", 0.75)];

    public Slide Read(XElement page, int number)
    {
        var shapes = new List<SlideShape>();
        AddAll(page, shapes, 0);
        var notes = page.Child("notes").Children("frame").Where(f => f.Value("class") == "notes").SelectMany(Texts).Select(t => t.Text);
        return new Slide(number, shapes, string.Join('\n', notes).Trim());
    }

    private void AddAll(XElement parent, List<SlideShape> shapes, int depth)
    {
        foreach (var element in parent.Elements())
        {
            if (element.Is("g") && depth < DeepestGroup) AddAll(element, shapes, depth + 1);
            else if (IsShape(element)) shapes.Add(new SlideShape(Length(element.Value("y")), Length(element.Value("x")), element.Value("class") == "title", Texts(element)));
        }
    }

    private static bool IsShape(XElement element) =>
        element.Name.LocalName is "frame" or "custom-shape" or "rect" or "ellipse" or "circle" or "line" or "connector" or "polygon" or "path" &&
        !Furniture.Contains(element.Value("class"));

    private List<SlideText> Texts(XElement shape)
    {
        var texts = new List<SlideText>();
        new OdfBlocks(styles, (kind, text, _) => texts.Add(new SlideText(kind == BlockKind.Heading ? BlockKind.Paragraph : kind, text))).AddAll(shape);
        return texts;
    }

    private static double Length(string? length)
    {
        foreach (var (unit, points) in Units)
        {
            if (length is not null && length.EndsWith(unit, StringComparison.Ordinal) &&
                double.TryParse(length.AsSpan(0, length.Length - unit.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number * points;
        }

        return 0;
    }
}

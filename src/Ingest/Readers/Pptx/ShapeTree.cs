using System.Globalization;
using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Slides;

namespace RagDocs.Ingest.Readers.Pptx;

/// <summary>The shapes of one slide with their text (ECMA-376 part 1, 19.3): boxes, placeholders, tables, charts, diagrams, groups of these.</summary>
internal sealed class ShapeTree(PackageFile package, Relationships parts, Placeholders placeholders)
{
    private const double EmusPerPoint = 12_700;
    private const int DeepestGroup = 30;
    private static readonly string[] Furniture = ["dt", "ftr", "sldNum", "hdr"];

    private readonly List<SlideShape> _shapes = [];

    public IReadOnlyList<SlideShape> Read(XElement? tree)
    {
        if (tree is not null) AddAll(tree, Scale.None, 0);
        return _shapes;
    }

    private void AddAll(XElement tree, Scale scale, int depth)
    {
        foreach (var element in tree.Elements()) Add(element, scale, depth);
    }

    private void Add(XElement element, Scale scale, int depth)
    {
        if (depth > DeepestGroup || IsHidden(element)) return;
        switch (element.Name.LocalName)
        {
            case "sp":
                AddShape(element, scale);
                break;
            case "graphicFrame":
                AddFrame(element, scale);
                break;
            case "grpSp":
                AddAll(element, scale.Within(element.Child("grpSpPr", "xfrm")), depth + 1);
                break;
            case "AlternateContent":
                // The same thing twice, once for old programs: one is enough.
                if ((element.Child("Choice") ?? element.Child("Fallback")) is { } one) AddAll(one, scale, depth + 1);
                break;
        }
    }

    private void AddShape(XElement shape, Scale scale)
    {
        var placeholder = Placeholders.Of(shape);
        var type = placeholder.Value("type");
        if (Furniture.Contains(type)) return;
        var isList = placeholder is not null && type is null or "body" or "obj";
        var texts = DrawingText.Body(shape.Child("txBody"), isList).ToList();
        var transform = shape.Child("spPr", "xfrm") ?? (placeholder is null ? null : placeholders.Transform(placeholder));
        AddTexts(texts, transform, scale, type is "title" or "ctrTitle");
    }

    private void AddFrame(XElement frame, Scale scale)
    {
        var data = frame.Child("graphic", "graphicData");
        IEnumerable<SlideText> texts = [];
        if (data.Child("tbl") is { } table) texts = [new SlideText(BlockKind.Table, DrawingText.Table(table))];
        else if (parts.Part(data.Child("chart").Value("id")) is { } chart && package.Load(chart) is { } space) texts = ChartText.Of(space);
        else if (parts.Part(data.Child("relIds").Value("dm")) is { } diagram && package.Load(diagram) is { } model) texts = Diagram(model);
        AddTexts([.. texts.Where(t => t.Text.Length > 0)], frame.Child("xfrm"), scale, isTitle: false);
    }

    private static IEnumerable<SlideText> Diagram(XElement model)
    {
        var lines = model.Child("ptLst").Children("pt").Select(p => DrawingText.Lines(p.Child("t")).ReplaceLineEndings(" ")).Where(t => t.Length > 0).ToList();
        return lines.Count == 0 ? [] : [new SlideText(BlockKind.List, string.Join('\n', lines.Select(l => "- " + l)))];
    }

    private void AddTexts(List<SlideText> texts, XElement? transform, Scale scale, bool isTitle)
    {
        if (texts.Count == 0) return;
        var (left, top) = scale.Point(Number(transform.Child("off"), "x"), Number(transform.Child("off"), "y"));
        _shapes.Add(new SlideShape(top / EmusPerPoint, left / EmusPerPoint, isTitle, texts));
    }

    private static bool IsHidden(XElement element) => element.Elements().FirstOrDefault().Child("cNvPr").Value("hidden") is "1" or "true";

    private static double Number(XElement? element, string attribute) =>
        double.TryParse(element.Value(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Turns a group's own coordinates into those of the slide.</summary>
    private readonly record struct Scale(double X, double Y, double FactorX, double FactorY)
    {
        public static Scale None { get; } = new(0, 0, 1, 1);

        public (double X, double Y) Point(double x, double y) => (X + x * FactorX, Y + y * FactorY);

        public Scale Within(XElement? group)
        {
            var (x, y) = Point(Number(group.Child("off"), "x"), Number(group.Child("off"), "y"));
            var factorX = FactorX * Ratio(Number(group.Child("ext"), "cx"), Number(group.Child("chExt"), "cx"));
            var factorY = FactorY * Ratio(Number(group.Child("ext"), "cy"), Number(group.Child("chExt"), "cy"));
            return new Scale(x - Number(group.Child("chOff"), "x") * factorX, y - Number(group.Child("chOff"), "y") * factorY, factorX, factorY);
        }

        private static double Ratio(double outer, double inner) => outer > 0 && inner > 0 ? outer / inner : 1;
    }
}

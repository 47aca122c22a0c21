using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Slides;

namespace RagDocs.Ingest.Readers.Pptx;

/// <summary>What a chart shows, from the values saved with it (ECMA-376 part 1, 21.2): its title, and a table of categories and series.</summary>
internal static class ChartText
{
    private const int MostCategories = 500;
    private const int MostSeries = 50;

    public static IEnumerable<SlideText> Of(XElement chartSpace)
    {
        var chart = chartSpace.Child("chart");
        var title = string.Join(' ', chart.Child("title").Below("p").Select(DrawingText.Paragraph).Where(t => t.Length > 0));
        if (title.Length > 0) yield return new SlideText(BlockKind.Caption, title);
        var series = chart.Child("plotArea").Below("ser").Take(MostSeries).ToList();
        var names = series.Select(s => Points(s.Child("tx")).Values.FirstOrDefault("")).ToList();
        var values = series.ConvertAll(s => Points(s.Child("val") ?? s.Child("yVal")));
        var categories = series.Count == 0 ? [] : Points(series[0].Child("cat") ?? series[0].Child("xVal"));
        var indices = values.SelectMany(v => v.Keys).Concat(categories.Keys).Distinct().Order().Take(MostCategories).ToList();
        if (indices.Count == 0) yield break;
        var rows = indices.Select(i => string.Join(" | ", values.Select(v => v.GetValueOrDefault(i, "")).Prepend(categories.GetValueOrDefault(i, $"{i + 1}"))));
        yield return new SlideText(BlockKind.Table, string.Join('\n', rows.Prepend(string.Join(" | ", names.Prepend("Category")))));
    }

    private static SortedDictionary<int, string> Points(XElement? source)
    {
        var points = new SortedDictionary<int, string>();
        foreach (var point in source.Below("pt"))
        {
            if (int.TryParse(point.Value("idx"), out var index) && point.Child("v")?.Value.Trim() is { Length: > 0 } value) points.TryAdd(index, value);
        }

        return points;
    }
}

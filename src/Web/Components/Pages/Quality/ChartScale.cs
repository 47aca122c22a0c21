using System.Globalization;

namespace RagDocs.Web.Components.Pages.Quality;

/// <summary>The vertical scale of a chart of scores: from a tenth below the lowest to 1, so that small changes are seen.</summary>
/// <param name="Floor">A multiple of 0.1, below 1.</param>
internal sealed record ChartScale(double Floor)
{
    private const int Tenths = 10;
    private const int MostTicks = 6;

    /// <summary>What is written at the axis.</summary>
    public IReadOnlyList<double> Ticks
    {
        get
        {
            var first = (int)Math.Round(Floor * Tenths);
            var step = (Tenths - first) / MostTicks + 1;
            return [.. Enumerable.Range(0, Tenths - first + 1).Where(i => i % step == 0).Select(i => (double)(Tenths - i) / Tenths)];
        }
    }

    public static ChartScale Of(IEnumerable<double> scores)
    {
        var lowest = scores.DefaultIfEmpty(0).Min();
        return new ChartScale(Math.Clamp((Math.Ceiling(lowest * Tenths) / Tenths) - 0.2, 0, 0.8));
    }

    /// <summary>0 at the foot, 1 at the top.</summary>
    public double Share(double score) => Math.Clamp((score - Floor) / (1 - Floor), 0, 1);

    /// <summary>The same for a style.</summary>
    public string Percent(double score) => (Share(score) * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

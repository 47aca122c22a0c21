using System.Globalization;
using Microsoft.Extensions.Localization;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Components.Shared;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Quality;

/// <summary>Measurements in words.</summary>
internal static class QualityText
{
    /// <summary>A difference smaller than this shows as none in what is written.</summary>
    private const double Visible = 0.0005;

    /// <summary>"0.862".</summary>
    public static string Score(double score) => score.ToString("0.000", CultureInfo.CurrentCulture);

    /// <summary>"+0.012", "−0.004", "±0".</summary>
    public static string Change(double change) => Math.Abs(change) < Visible ? "±0" : change.ToString("+0.000;−0.000", CultureInfo.CurrentCulture);

    /// <summary>"–" when nothing right was among the first ten.</summary>
    public static string Rank(int? rank) => rank?.ToString(CultureInfo.CurrentCulture) ?? "–";

    public static string Cause(IStringLocalizer<Texts> texts, QualityRun run) => texts["QualityCause." + run.Cause];

    /// <summary>"12 Nov: nDCG@10 0.862, recall@5 0.950, asked for", with what it was refused for.</summary>
    public static string Label(IStringLocalizer<Texts> texts, QualityRun run, DateTimeOffset now)
    {
        string label = texts["Quality.RunLabel", Amounts.When(texts, run.At, now), Score(run.Ndcg), Score(run.RecallAt5), Cause(texts, run)];
        return run.Refused ? $"{label}, {texts["Quality.Refused"]}" : label;
    }
}

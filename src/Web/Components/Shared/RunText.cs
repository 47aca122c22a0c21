using System.Globalization;
using Microsoft.Extensions.Localization;
using RagDocs.Ingest;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Shared;

/// <summary>A run in words.</summary>
internal static class RunText
{
    /// <summary>"Upload: Product manuals".</summary>
    public static string Title(IStringLocalizer<Texts> texts, RunLine run) =>
        run.Kind == RunKind.Nightly ? texts["RunKind.Nightly"] : texts["Run.Title", texts["RunKind." + run.Kind], Subject(texts, run)];

    // Several documents run again are kept as "18 documents", one as its title.
    private static string Subject(IStringLocalizer<Texts> texts, RunLine run) =>
        run.Kind == RunKind.Retry && run.Subject.Split(' ') is [var number, "documents"] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? texts.Counted("Library.Documents", count)
            : run.Subject;

    public static double Share(RunLine run) => run.Total == 0 ? (run.State == RunState.Running ? 0 : 1) : (double)run.Finished / run.Total;

    /// <summary>Word and colour of the state; failed documents show in both.</summary>
    public static (string Text, string Class) State(IStringLocalizer<Texts> texts, RunLine run) => run.State switch
    {
        RunState.Running => (texts["RunState.Running"], "run"),
        RunState.NeedsAttention => (texts["RunState.NeedsAttention"], "bad"),
        RunState.Canceled => (texts["RunState.Canceled"], "warn"),
        _ when run.Failed > 0 => (texts["RunState.DoneFailed", run.Failed], "warn"),
        _ => (texts["RunState.Done"], "ok"),
    };
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Quality;

namespace RagDocs.Ingest.Nightly;

/// <summary>The morning report as Markdown, for the file and for the console.</summary>
public static partial class MorningReportText
{
    private const double Megabyte = 1024 * 1024;

    /// <param name="zone">In which its times are written.</param>
    public static string Of(MorningReport report, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        Line(text, $"# Morning report, {TimeZoneInfo.ConvertTime(report.StartedAt, zone):yyyy-MM-dd}");
        Line(text, $"Nightly run {report.Run}, {Clock(report.StartedAt)}–{Clock(report.EndedAt)} ({Took(report.Duration)}). {Headline(report)}");
        Line(text, $"| added | changed | moved | removed | unchanged | tried again | read | still waiting |\n|---|---|---|---|---|---|---|---|\n"
            + $"| {report.Added} | {report.Changed} | {report.Moved} | {report.Removed} | {report.Unchanged} | {report.Retried} | {report.Read} | {report.Waiting} |");
        Documents(text, "Failed", report.FailedCount, report.Failed);
        Documents(text, "Cannot be read as they are", report.UnreadableCount, report.Unreadable);
        if (report.StoppedFolders.Count > 0)
        {
            Line(text, "## Folders that were not brought in step");
            Line(text, string.Join('\n', report.StoppedFolders.Select(f => $"- {Plain(f.Folder)}: {Plain(f.Problem)}")));
        }

        Line(text, "## Index");
        Line(text, Check(report.Check));
        var size = report.Size;
        Line(text, $"{size.Documents:N0} documents, {size.Chunks:N0} passages; vectors {Mb(size.VectorBytes)}, database {Mb(size.DatabaseBytes)}, "
            + $"originals {Mb(size.OriginalBytes)}. Read with {report.PagesPerSecond:0.#} pages and {report.DocumentsPerSecond:0.#} documents a second.");
        var purged = report.Purged;
        Line(text, $"Deleted for good: {purged.Documents:N0} removed documents with {purged.Versions:N0} versions ({purged.Kept:N0} versions kept for "
            + $"citations), {purged.Files:N0} files ({Mb(purged.FileBytes)}).");
        if (report.Quality.Count > 0)
        {
            Line(text, "## Quality of search");
            Line(text, string.Join('\n', report.Quality.Select(Quality)));
        }

        Line(text, "## Steps");
        Line(text, string.Join('\n', report.Steps.Select(s => $"- {s.Step}: {Took(s.Took)}{(s.Problem is null ? "" : $". {s.Problem}")}")));
        return text.ToString();

        string Clock(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    private static string Headline(MorningReport report) =>
        report.Steps.Any(s => s.Problem is not null) ? "Not every step went through."
        : report.FailedCount + report.UnreadableCount == 0 && report.StoppedFolders.Count == 0 ? "Everything is in step."
        : "Something needs you.";

    private static void Documents(StringBuilder text, string heading, int count, IReadOnlyList<TroubledDocument> documents)
    {
        if (count == 0) return;
        Line(text, $"## {heading} ({count})");
        var lines = documents.Select(d => $"- {Plain(d.Collection)} / {Plain(d.Path)}: {Plain(d.Reason)}");
        Line(text, string.Join('\n', count > documents.Count ? lines.Append($"- and {count - documents.Count} more, which the library lists") : lines));
    }

    private static string Quality(MeasuredSet set) => string.Create(
        CultureInfo.InvariantCulture,
        $"- {Plain(set.Name)}: nDCG@10 {set.Ndcg:0.000}{(set.Before is { } before ? $", before {before:0.000}" : "")}, {set.Questions:N0} questions");

    private static string Check(IntegrityReport? check) => check switch
    {
        null => "The integrity check did not go through.",
        { Findings.Count: 0 } => $"Integrity check: {check.Chunks:N0} passages of {check.Documents:N0} documents, each with its keyword row and its vector. Nothing wrong.",
        _ => "Integrity check:\n" + string.Join('\n', check.Findings.Select(f =>
            $"- {Words(f.Fault)}: {f.Count:N0}, {(f.Repaired ? "repaired" : "not repaired")}{(f.Detail.Length > 0 ? $" ({Plain(f.Detail)})" : "")}")),
    };

    public static string Words(IndexFault fault) => fault switch
    {
        IndexFault.IndexEntryMissing => "passages that search could not find",
        IndexFault.IndexEntryLeftOver => "entries of the search index without a passage",
        IndexFault.IndexFileDamaged => "damaged files of the search index",
        IndexFault.VectorMissing => "documents with passages that search by meaning could not find",
        IndexFault.VectorLeftOver => "vectors without a passage",
        IndexFault.ShownWrongly => "passages found that must not be found any more",
        IndexFault.ChunksMissing => "documents with missing passages",
        IndexFault.OriginalMissing => "documents without their original file",
        _ => "database file damaged; restore a backup",
    };

    private static void Line(StringBuilder text, FormattableString line) => Line(text, line.ToString(CultureInfo.InvariantCulture));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");

    private static string Mb(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:N1} MB");

    private static string Took(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture, $"{(time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s" : $"{time.TotalSeconds:0.0} s")}");

    // Names of files are not ours: nothing in them may become markup or a line of its own.
    private static string Plain(string text) => Markup().Replace(text, m => char.IsControl(m.Value[0]) ? " " : "\\" + m.Value);

    [GeneratedRegex(@"[\p{Cc}\\`*_{}\[\]<>()#|!&~]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();
}

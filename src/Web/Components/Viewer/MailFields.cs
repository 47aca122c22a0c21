using RagDocs.Web.Sources;

namespace RagDocs.Web.Components.Viewer;

/// <summary>Takes apart what the readers write at the head of a mail: "From: Ana", a line each.</summary>
internal static class MailFields
{
    /// <summary>How the last block of a mail with attached files begins.</summary>
    public const string Attachments = "Attachments: ";

    private const string Separator = ": ";
    private static readonly string[] Known = ["From", "To", "Cc", "Date", "Subject"];

    /// <returns>Each line's name, empty where it has none of the known ones, and what follows.</returns>
    public static IEnumerable<(string Name, IReadOnlyList<TextSpan> Spans)> Of(SourceBlock head)
    {
        var start = 0;
        foreach (var line in head.Text.Split('\n'))
        {
            var end = start + line.Length;
            var name = Known.FirstOrDefault(n => line.StartsWith(n + Separator, StringComparison.Ordinal)) ?? "";
            yield return (name, SourceText.Spans(head, name.Length > 0 ? start + name.Length + Separator.Length : start, end));
            start = end + 1;
        }
    }
}

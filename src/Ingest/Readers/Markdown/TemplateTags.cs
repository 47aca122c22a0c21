using System.Text.RegularExpressions;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Markdown;

/// <summary>
/// Takes template tags (Liquid, Nunjucks, Jinja: {% … %} and {{ … }}) out of Markdown before it is parsed. Words a tag would print
/// stay: {% slack_channel "travel" %} gives "travel". A tag inside a link's target becomes its argument, so that the link stays a link.
/// </summary>
internal static partial class TemplateTags
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <exception cref="DocumentReadException">Tags that never end take too long.</exception>
    public static string Remove(string markdown, CancellationToken cancellationToken)
    {
        if (!markdown.Contains("{%", StringComparison.Ordinal) && !markdown.Contains("{{", StringComparison.Ordinal)) return markdown;
        var started = TimeProvider.System.GetTimestamp();
        return Tag().Replace(markdown, m =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TimeProvider.System.GetElapsedTime(started) > Longest)
                throw new DocumentReadException(DocumentState.Refused, "The file was refused because its template tags have no end. Close them, or add the file without them.");
            if (m.Groups["code"].Success || m.Groups["raw"].Success) return m.Groups["code"].Value + m.Groups["raw"].Value;
            if (m.Groups["comment"].Success) return "";
            if (m.Groups["target"].Success) return "](" + Target(m.Groups["tag"].Value) + m.Groups["tail"].Value + ")";
            return Words(m.Groups["tag"].Value);
        });
    }

    private static string Target(string tag) =>
        Argument().Match(tag) is { Success: true } argument && !argument.Groups["text"].ValueSpan.ContainsAny(" ()<>") ? argument.Groups["text"].Value : "#";

    /// <summary>The longest quoted argument that reads as words; file names, addresses and settings do not.</summary>
    private static string Words(string tag) => Argument().Matches(tag)
        .Where(m => !m.Groups["name"].Success && !m.Groups["text"].ValueSpan.ContainsAny("/\\<>") && !m.Groups["text"].Value.Contains(".html", StringComparison.Ordinal))
        .Select(m => m.Groups["text"].Value)
        .MaxBy(t => t.Length) ?? "";

    // Code comes first, so that tags shown in it are left alone.
    [GeneratedRegex("""
        (?<code>^[ ]{0,3}(?<fence>```+|~~~+)[\s\S]*?^[ ]{0,3}\k<fence>[^\n]*$ | (?<!`)(?<ticks>`+)(?!`)[^`\n]+\k<ticks>(?!`)) |
        (?<comment>\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\} | \{\#[\s\S]*?\#\}) |
        \{%-?\s*raw\s*-?%\}(?<raw>[\s\S]*?)\{%-?\s*endraw\s*-?%\} |
        (?<target>\]\(\s*)(?<tag>\{%[^}]*%\}|\{\{[^}]*\}\})(?<tail>[^)\s]*)\s*\) |
        (?<tag>\{%[^}]*%\}|\{\{[^}]*\}\})
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline, 5000)]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<name>\w+\s*[:=]\s*)?["“](?<text>[^"”]*)["”]""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Argument();
}

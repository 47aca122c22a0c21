using RagDocs.Ingest.Reviews;

namespace RagDocs.Ingest.Readers.Markdown;

/// <summary>The YAML between "---" lines, or the TOML between "+++" lines, at the top of a file. Only the title and the day of the next review are looked for; the rest is settings, not text.</summary>
internal static class FrontMatter
{
    /// <summary>Cuts front matter off.</summary>
    public static (string? Title, DateOnly? ReviewBy, string Body) Split(string markdown)
    {
        var isToml = markdown.StartsWith("+++", StringComparison.Ordinal);
        if (!isToml && !markdown.StartsWith("---", StringComparison.Ordinal)) return (null, null, markdown);
        string? title = null;
        DateOnly? review = null;
        var position = LineEnd(markdown, 0);
        if (!markdown.AsSpan(3, position - 3).IsWhiteSpace()) return (null, null, markdown);
        while (position < markdown.Length)
        {
            var start = position + 1;
            position = LineEnd(markdown, start);
            var line = markdown.AsSpan(Math.Min(start, markdown.Length), Math.Max(0, position - start)).TrimEnd();
            if (isToml ? line is "+++" : line is "---" or "...") return (title, review, markdown[Math.Min(position + 1, markdown.Length)..]);
            if (Title(line, isToml ? '=' : ':') is { } found) title ??= found;
            review ??= Review(line, isToml ? '=' : ':');
        }

        return (null, null, markdown);
    }

    private static string? Title(ReadOnlySpan<char> line, char separator)
    {
        const string Key = "title";
        if (!line.StartsWith(Key, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = line[Key.Length..].TrimStart();
        return rest.Length > 0 && rest[0] == separator ? Unquote(rest[1..]) : null;
    }

    private static DateOnly? Review(ReadOnlySpan<char> line, char separator) =>
        line.IndexOf(separator) is > 0 and var at ? ReviewMark.OfProperty(line[..at].ToString(), line[(at + 1)..].ToString()) : null;

    private static int LineEnd(string text, int start)
    {
        var end = start < text.Length ? text.IndexOf('\n', start) : -1;
        return end < 0 ? text.Length : end;
    }

    private static string? Unquote(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0]) value = value[1..^1].Trim();
        return value.IsEmpty || value is "|" or ">" ? null : value.ToString();
    }
}

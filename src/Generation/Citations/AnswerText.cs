using System.Text;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Citations;

/// <summary>An answer with its numbered sources as text to paste elsewhere ("Copy with sources").</summary>
public static class AnswerText
{
    /// <summary>Plain text: the sentences with [1], then one line a source.</summary>
    public static string Plain(IReadOnlyList<SentenceAdded> sentences, IReadOnlyList<CitationAdded> citations) =>
        Write(sentences, citations, text => text, heading: "Sources", quoteMark: "  ");

    /// <summary>Markdown: the same, with characters of the documents that markdown would interpret escaped.</summary>
    public static string Markdown(IReadOnlyList<SentenceAdded> sentences, IReadOnlyList<CitationAdded> citations) =>
        Write(sentences, citations, EscapeMarkdown, heading: "**Sources**", quoteMark: "   > ");

    private static string Write(
        IReadOnlyList<SentenceAdded> sentences, IReadOnlyList<CitationAdded> citations, Func<string, string> escape, string heading,
        string quoteMark)
    {
        var text = new StringBuilder();
        for (var i = 0; i < sentences.Count; i++)
        {
            if (i > 0) text.Append(IsList(sentences[i]) || IsList(sentences[i - 1]) ? "\n\n" : " ");
            text.AppendJoin('\n', sentences[i].Text.Split('\n').Select(line => IsItem(line) ? "- " + escape(line[2..]) : escape(line)));
            if (sentences[i].Citations.Count > 0) text.Append(' ').AppendJoin("", sentences[i].Citations.Select(n => $"[{n}]"));
        }

        if (citations.Count == 0) return text.ToString();
        text.Append("\n\n").Append(heading).Append('\n');
        foreach (var citation in citations.OrderBy(c => c.Number))
        {
            text.Append('\n').Append($"{citation.Number}. {escape(Describe(citation.Passage))}");
            if (citation.Quote.Length > 0) text.Append('\n').Append(quoteMark).Append(escape($"“{OneLine(citation.Quote)}”"));
        }

        return text.Append('\n').ToString();
    }

    private static bool IsList(SentenceAdded sentence) => sentence.Text.Contains('\n', StringComparison.Ordinal);

    private static bool IsItem(string line) => line.StartsWith("- ", StringComparison.Ordinal);

    private static string Describe(Passage passage)
    {
        var place = PlaceName.English(passage) is { } name ? $", {name}" : "";
        var heading = passage.HeadingPath.Length > 0 ? $" — {passage.HeadingPath}" : "";
        return $"{passage.Title} ({passage.Path}{place}, version {passage.VersionNumber}){heading}";
    }

    private static string OneLine(string quote) => string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string EscapeMarkdown(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '!' or '~') escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}

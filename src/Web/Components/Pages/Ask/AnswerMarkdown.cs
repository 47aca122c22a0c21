using System.Text;
using Microsoft.Extensions.Localization;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>An answer with its sources as Markdown, for the clipboard and for a file.</summary>
internal static class AnswerMarkdown
{
    public static string Of(IStringLocalizer<Texts> texts, Turn turn)
    {
        var text = new StringBuilder().Append("## ").AppendLine(Heading(turn.Question)).AppendLine();
        if (turn.Sentences.Count == 0 && turn.Problem is { } problem) text.AppendLine(Escape(problem)).AppendLine();
        foreach (var sentence in turn.Sentences)
        {
            text.Append(Escape(sentence.Text));
            foreach (var number in sentence.Citations) text.Append(" [").Append(number).Append(']');
            text.AppendLine().AppendLine();
            if (SentenceMark.Line(sentence) is null) continue;
            var verdict = sentence.Verdict == SentenceVerdict.Partly ? texts["Check.Partly"] : texts["Check.Unsupported"];
            text.Append("> ").Append(verdict).Append(": ").AppendLine(Escape(Line(string.Join(' ', sentence.Findings.Select(f => FindingText.Of(texts, f)))))).AppendLine();
        }

        foreach (var warning in turn.Warnings) text.Append("> ").AppendLine(Escape(Line(WarningText.Of(texts, warning)))).AppendLine();
        if (turn.Citations.Count == 0) return text.ToString();
        text.Append("### ").AppendLine(texts["Answer.Sources"]).AppendLine();
        foreach (var citation in turn.Citations)
        {
            text.Append(citation.Number).Append(". **").Append(Escape(Line(citation.Title))).Append("**, ").AppendLine(Escape(CitationPlace.Line(texts, citation)));
            if (citation.Quote.Length > 0) text.Append("   > ").AppendLine(Escape(Line(citation.Quote)));
        }

        return text.ToString();
    }

    /// <summary>A text as one line that means nothing but itself.</summary>
    public static string Heading(string text) => Escape(Line(text));

    // Document text must stay text wherever the file is opened: no image, link or HTML of a document comes alive.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '!' or '|') escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}

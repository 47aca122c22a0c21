using System.Text.RegularExpressions;

namespace RagDocs.Generation.Citations;

/// <summary>Takes the marks of Markdown away that models add unasked (pure).</summary>
internal static partial class PlainLine
{
    /// <summary>Without marks of lists, headings, quotes, tables, code and emphasis.</summary>
    public static string Of(string text)
    {
        var plain = Emphasis().Replace(text, "${t}").Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Trim();
        plain = Begin().Replace(plain, "");
        return plain.Length > 2 && plain[0] == '|' ? plain.Trim('|', ' ') : plain;
    }

    /// <summary>A line without words: a rule, the line under a table's header, the fence of code.</summary>
    public static bool IsOrnament(string text) => !text.Any(char.IsLetterOrDigit) || CodeFence().IsMatch(text);

    /// <summary>A line behind which only a list of the sources follows.</summary>
    public static bool IsSourcesHeading(string text) => SourcesHeading().IsMatch(text);

    [GeneratedRegex(@"^(?:[-*•–▪]\s+|\#{1,6}\s+|>\s*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Begin();

    [GeneratedRegex(@"(?<![\p{L}\p{N}*_])(?<m>[*_])(?<t>[^\s*_](?:[^*_\n]{0,198}[^\s*_])?)\k<m>(?![\p{L}\p{N}*_])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^\s*(```|~~~)\S*\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeFence();

    [GeneratedRegex(
        @"^[\s#*_>-]*(sources?|references?|citations?|cited passages?|quellen(angaben|verzeichnis)?|nachweise|références?|fuentes?|referencias?|fonti|riferimenti|fontes?|referências?|bronnen)[\s*_]*:[\s*_]*$|^[\s*_]*#+\s*(sources?|references?|quellen|fuentes|fonti|fontes|bronnen)[\s*_]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SourcesHeading();
}

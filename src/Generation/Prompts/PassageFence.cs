using System.Text.RegularExpressions;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Prompts;

/// <summary>
/// Puts a passage between marks that its own text cannot close (pure). What a document says stays a quotation: marks of the fence and of
/// chat templates in it lose the character that makes them marks, and bracketed numbers, which would look like citations, get round brackets.
/// </summary>
internal static partial class PassageFence
{
    private const int LongestTitle = 120;

    public static string Around(int number, Passage passage)
    {
        var place = string.Join(", ", new[]
        {
            Attribute(PlaceName.English(passage) ?? ""), Attribute(passage.HeadingPath),
        }.Where(p => p.Length > 0));
        var where = place.Length > 0 ? $" place=\"{place}\"" : "";
        return $"<passage number=\"{number}\" document=\"{Attribute(passage.Title)}\"{where}>\n{Quoted(passage.Text.Trim())}\n</passage>\n";
    }

    /// <summary>Text of documents and askers, without power over the prompt.</summary>
    public static string Quoted(string text) => BracketedNumbers().Replace(Marks().Replace(text, Disarmed), "(${n})");

    private static string Disarmed(Match mark) =>
        mark.Value[0] == '[' ? $"({mark.Value[1..^1]})" : "‹" + mark.Value[1..];

    private static string Attribute(string text)
    {
        var line = string.Join(' ', Quoted(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('"', '\'');
        line = line.Replace('<', '‹').Replace('>', '›');
        return line.Length <= LongestTitle ? line : line[..LongestTitle].TrimEnd() + "…";
    }

    // The fence, and the control words of the templates of Llama 2 and 3, Mistral, Gemma, Phi, ChatML: servers may take them for real.
    [GeneratedRegex(
        @"<\s*/?\s*passage|<\||<\s*/?\s*s\s*>|<\s*/?\s*(?:start|end)_of_turn\s*>|<<\s*/?\s*SYS\s*>>|\[\s*/?\s*(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\s*\]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\[(?<n>\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BracketedNumbers();
}

using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using RagDocs.Generation.Citations;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Prompts;

/// <summary>
/// Puts a passage between marks that its own text cannot close (pure). What a document says stays a quotation: marks of the fence and of
/// chat templates in it lose the character that makes them marks, brackets that would read as citations become round, and what people
/// cannot see (control characters, invisible and direction-changing ones, Unicode's tag letters) is left out.
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

    /// <summary>A question or an answer of the conversation so far.</summary>
    /// <param name="tag">"question", "answer" or "last-question".</param>
    public static string Said(string tag, string text) => $"<{tag}>{OnOneLine(text)}</{tag}>\n";

    public static string OnOneLine(string text) => Quoted(text.ReplaceLineEndings(" ").Trim());

    /// <summary>Text of documents and askers, without power over the prompt.</summary>
    public static string Quoted(string text)
    {
        var quoted = Marks().Replace(Visible(text), mark => Disarmed(mark.Value));
        quoted = Bracketed().Replace(quoted, b => CitationMark.Numbers(b.Value) is null ? b.Value : Rounded(b.Value));
        return FootnoteMarks().Replace(quoted, "");
    }

    private static string Disarmed(string mark) => mark[0] switch
    {
        '[' => Rounded(mark),
        '<' => "‹" + mark[1..],
        // A role as plain text: "GPT4 Correct User:", "### Instruction:".
        _ => mark[..^1] + " :",
    };

    private static string Rounded(string bracketed) => $"({bracketed[1..^1]})";

    private static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAny(Hidden) && !text.Contains('\uDB40', StringComparison.Ordinal)) return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            // U+E0000 to U+E0FFF: letters that no one sees and models read.
            if (text[i] == '\uDB40') i++;
            else if (!Hidden.Contains(text[i])) kept.Append(text[i]);
        }

        return kept.ToString();
    }

    private static readonly SearchValues<char> Hidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c).Where(c => c is not ('\n' or '\t')),
            '\u061C', '\u200B', '\u200E', '\u200F', .. "\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF\uFFF9\uFFFA\uFFFB"]);

    private static string Attribute(string text)
    {
        var line = string.Join(' ', Quoted(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('"', '\'');
        line = line.Replace('<', '‹').Replace('>', '›');
        return line.Length <= LongestTitle ? line : line[..LongestTitle].TrimEnd() + "…";
    }

    // The fences, and the control words of the templates of Llama 2 and 3, Mistral, Gemma, Phi, ChatML, DeepSeek, OpenChat, Alpaca and GLM: servers may
    // take them for real.
    [GeneratedRegex(
        @"<\s*/?\s*(?:passage|question|answer|last-question)|<[|｜]|<\s*/?\s*(?:s|bos|eos|pad|unk|mask|think|thinking|sop)\s*>|<\s*(?:start|end)_of_turn\s*>|<<\s*/?\s*SYS\s*>>|\[\s*/?\s*(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|IMG|THINK|gMASK|sMASK)\s*\]|GPT4\s+Correct\s+(?:User|Assistant|System)\s*:|###\s*(?:Instruction|Response|System|Input)\s*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();

    // What the reader of answers takes for a citation, in any spelling.
    [GeneratedRegex(@"[\[【][^\[\]【】\n]{1,48}[\]】]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bracketed();

    // A raised number behind the end of a sentence is a footnote's; models cite the same way.
    [GeneratedRegex(@"(?<=[.!?。！？]["")”’»]?)[¹²³⁰⁴-⁹]{1,2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FootnoteMarks();
}

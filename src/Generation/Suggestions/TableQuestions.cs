using System.Text.RegularExpressions;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Suggestions;

/// <summary>Asks for a cell by its row and its column: "What is the dose for tiles?" (pure; English and German).</summary>
internal static partial class TableQuestions
{
    private const int LongestRowName = 5;
    private const int LongestColumn = 3;

    /// <param name="cells">Of one row, each with its column's header; the first names the row.</param>
    public static IEnumerable<string> Of(IReadOnlyList<(string Header, string Value)> cells, Language language, CaseEvidence evidence)
    {
        if (cells.Count < 2 || cells.Any(c => !IsHeader(c.Header)) || RowName(cells[0], language, evidence) is not { } row) yield break;
        foreach (var (header, value) in cells.Skip(1))
        {
            if (value.Length is 0 or > 60 || NoValue().IsMatch(value) || header.Split(' ').Length > LongestColumn) continue;
            if (language == Language.German)
            {
                // The article of a noun is not to be seen.
                yield return $"Was steht bei {row} unter {header}?";
                continue;
            }

            if (NoNoun().IsMatch(header) || header.Split(' ').Any(IsPlural) || (header.Length > 3 && header.All(c => !char.IsLower(c)))) continue;
            // A column names a kind of thing, and its first word is a capital because it is the first.
            var column = header.Skip(1).Any(char.IsUpper) ? header : char.ToLowerInvariant(header[0]) + header[1..];
            yield return $"What is the {column} {(OfSomething().IsMatch(column) ? "of" : "for")} {row}?";
        }
    }

    /// <summary>The row of a sheet as it is read: "Name = PR-01; Room = 0.14".</summary>
    public static IReadOnlyList<(string Header, string Value)> SheetRow(string line)
    {
        var cells = line.Split("; ").Select(part => part.Split(" = ", 2)).ToList();
        return cells.Count > 1 && cells.TrueForAll(c => c.Length == 2) ? cells.ConvertAll(c => (c[0].Trim(), c[1].Trim())) : [];
    }

    private static string? RowName((string Header, string Value) first, Language language, CaseEvidence evidence)
    {
        var name = first.Value;
        var words = name.Split(' ');
        if (words.Length > LongestRowName || !Subject.MayBegin(words[0]) || words[0].EndsWith("ed", StringComparison.Ordinal) || !RowWords().IsMatch(name) || NoName().IsMatch(name)) return null;
        return evidence.Inside(name, language, isLabel: true) ?? (char.IsUpper(name[0]) ? name : null);
    }

    private static bool IsHeader(string header) => header.Length is > 1 and <= 40 && HeaderWords().IsMatch(header);

    private static bool IsPlural(string column) => column.EndsWith('s') && !Singular().IsMatch(column);

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^\p{L}[\p{L} ’'-]*$", Plain, 1000)]
    private static partial Regex HeaderWords();

    [GeneratedRegex(@"^(?=.*\p{L}{3})[\p{L}\d][\p{L}\d .’'&/+%-]*$", Plain, 1000)]
    private static partial Regex RowWords();

    // Sums, and names that stand for a day and not for a thing.
    [GeneratedRegex(
        @"\b(total|sum|average|subtotal|all|other|others|none|summe|gesamt|alle|januar[yi]?|februar[yi]?|march|april|may|june|july|august|september|october|november|december|märz|mai|juni|juli|oktober|dezember|(mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b",
        Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NoName();

    [GeneratedRegex(@"\b(price|cost|size|weight|length|width|height|capacity|number|colour|color|cause|meaning|content|location|address|role|state|status|version|owner|position|location|site|room)$", Plain, 1000)]
    private static partial Regex OfSomething();

    [GeneratedRegex(@"^(-|–|—|n/?a|y|n|yes|no|x|none|tbd|ja|nein|as above)$|https?:|www\.", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NoValue();

    // "Approved by", "Ask at least", "How often": no name for what the cell holds.
    [GeneratedRegex(
        @"\b(by|at|to|for|in|on|from|with|of|is|are|was|until|since|before|after|above|below|order|value|values|item|items|date|day|text|data|how|what|who|when|where|why|which|and|or|not|the|your|you|ask|like|name|description|notes?|comments?|other|others|details|examples?|links?|remarks?|guidance)\b|(ed|ly|ing|able|ible|ful|ous|less)$",
        Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NoNoun();

    [GeneratedRegex(@"(ss|us|is|news)$", Plain, 1000)]
    private static partial Regex Singular();
}

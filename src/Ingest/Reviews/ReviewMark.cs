using System.Text.RegularExpressions;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Texts;

namespace RagDocs.Ingest.Reviews;

/// <summary>
/// Finds the day on which a document itself says it is to be looked at again: "Next review: 1 March 2027" as a line or a table's cell at its beginning
/// or end, or a property of such a name. A sentence that mentions a date says nothing about the document, so the words must begin a line or a cell.
/// </summary>
internal static partial class ReviewMark
{
    /// <summary>Blocks looked at: a title page with its box of dates, and the lines a document closes with.</summary>
    private const int FromStart = 40, FromEnd = 12;

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "review", "reviewby", "reviewdate", "reviewdue", "reviewon", "nextreview", "nextreviewdate", "nextreviewdue", "validuntil", "validto", "validthru", "expires", "expirydate", "expirationdate",
        "gültigbis", "gueltigbis", "nächsteüberprüfung", "naechsteueberpruefung", "überprüfungbis", "ueberpruefungbis", "überprüfungam", "wiedervorlage", "nächsterevision",
        "valablejusquau", "prochainerévision", "válidohasta", "próximarevisión",
    };

    /// <summary>The day that a property or a front matter's key gives; null when it is named otherwise or holds no day.</summary>
    public static DateOnly? OfProperty(string name, string value) =>
        Names.Contains(string.Concat(name.Where(char.IsLetter)).ToLowerInvariant()) ? ReviewDate.AtStart(value.Trim().Trim('"', '\'')) : null;

    /// <summary>The day that a line says; of several the first.</summary>
    /// <param name="blocks">Of a very large document only its beginning is looked at.</param>
    public static DateOnly? In(IReadOnlyList<Block> blocks)
    {
        var places = blocks is BlockSequence || blocks.Count <= FromStart + FromEnd ? blocks.Take(FromStart + FromEnd) : blocks.Take(FromStart).Concat(blocks.Skip(blocks.Count - FromEnd));
        foreach (var block in places)
        {
            foreach (Match match in Label().Matches(block.Text))
            {
                if (ReviewDate.AtStart(block.Text[(match.Index + match.Length)..]) is { } day) return day;
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"(?<=^|\n|\|\s?|[;•·]\s?)[\s*_-]*((next\s(scheduled\s)?|policy\s|document\s)?review(\s(date|due(\sdate)?|by|on|before))+|next\s(scheduled\s)?review|due\sfor\sreview(\son|\sby)?|to\sbe\sreviewed\s(by|on|before)"
        + @"|(this\s(document|policy)\sis\s)?valid\s(until|to|through)|exp(ires(\son)?|iry\sdate|iration\sdate)"
        + @"|nächste\s(über)?prüfung(\s(am|bis|fällig(\sam)?))?|nächste\srevision|überprüfung\s(bis|am|fällig(\sam)?)|wiedervorlage(\sam)?|gültig\sbis(\szum)?"
        + @"|valable\sjusqu['’]au|prochaine\srévision(\sle)?|válido\shasta|próxima\srevisión)\s*[:=|–—-]?\s*[*_]*\s*",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Label();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using RagDocs.Generation.Warnings;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>A warning about sources in the reader's language.</summary>
internal static partial class WarningText
{
    /// <param name="Citation">The number that stands here; null for words.</param>
    public sealed record Part(string Text, int? Citation);

    public static string Kind(AnswerWarning warning) => warning is SourcesDisagree ? "disagree" : "overdue";

    /// <summary>As one text, citation numbers in brackets.</summary>
    public static string Of(IStringLocalizer<Texts> texts, AnswerWarning warning) =>
        string.Concat(Parts(texts, warning).Select(p => p.Citation is { } number ? $"[{number}]" : p.Text));

    /// <summary>Cut where a citation number stands. Figures come from documents, so the cuts are made in the words around them.</summary>
    public static IReadOnlyList<Part> Parts(IStringLocalizer<Texts> texts, AnswerWarning warning)
    {
        object[] values = warning switch
        {
            SourcesDisagree d => [d.First, d.FirstSays, d.Second, d.SecondSays],
            SourceOverdue o => [o.Citation, o.ReviewBy.ToString("d", CultureInfo.CurrentCulture)],
            _ => throw new InvalidOperationException($"No words for {warning.GetType().Name}."),
        };
        var pattern = warning is SourcesDisagree ? texts["Warning.Disagree"].Value : texts["Warning.Overdue"].Value;
        return [.. Place().Split(pattern).Where(p => p.Length > 0).Select(piece => Place().IsMatch(piece) ? Filled(values[piece[1] - '0']) : new Part(piece, null))];
    }

    private static Part Filled(object value) => value is int number ? new Part("", number) : new Part((string)value, null);

    [GeneratedRegex(@"(?<place>\{[0-9]\})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}

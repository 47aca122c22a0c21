using Microsoft.Extensions.Localization;
using RagDocs.Generation.Conversations;
using RagDocs.Retrieval;
using RagDocs.Web.Components.Shared;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>Where a citation stands, in words.</summary>
internal static class CitationPlace
{
    private const string HeadingSeparator = " › ";

    /// <summary>"Budget!A2:F40", "slide 3" or "page 4", else the innermost heading, else nothing.</summary>
    public static string Place(IStringLocalizer<Texts> texts, CitationView citation)
    {
        if (citation.Cells is { } cells) return cells;
        if (citation.Page is { } number) return texts[PlaceName.IsSlides(citation.Path) ? "Source.Slide" : "Source.Page", number];
        var headingPath = citation.HeadingPath;
        var last = headingPath.LastIndexOf(HeadingSeparator, StringComparison.Ordinal);
        return last < 0 ? headingPath : headingPath[(last + HeadingSeparator.Length)..];
    }

    /// <summary>"HR / leave/leave-policy.pdf · page 4 · version 3".</summary>
    public static string Line(IStringLocalizer<Texts> texts, CitationView citation) =>
        DocumentLocation.Of(citation.Collection, citation.Path) + After(texts, citation);

    /// <summary>"HR / leave-policy.pdf": where there is little room.</summary>
    public static string File(CitationView citation) => $"{citation.Collection} / {citation.Path[(citation.Path.LastIndexOf('/') + 1)..]}";

    /// <summary>" · page 4 · version 3".</summary>
    public static string After(IStringLocalizer<Texts> texts, CitationView citation)
    {
        var place = Place(texts, citation) is { Length: > 0 } known ? " · " + known : "";
        return citation.VersionNumber > 1 ? $"{place} · {texts["Source.Version", citation.VersionNumber]}" : place;
    }

    /// <summary>"Source 1: Leave policy, page 4".</summary>
    public static string Label(IStringLocalizer<Texts> texts, CitationView citation) =>
        Place(texts, citation) is { Length: > 0 } place
            ? texts["Source.LabelPlace", citation.Number, citation.Title, place]
            : texts["Source.Label", citation.Number, citation.Title];
}

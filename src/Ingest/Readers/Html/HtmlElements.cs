using AngleSharp.Dom;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>What kinds of elements there are, by how they are read.</summary>
internal static class HtmlElements
{
    private static readonly HashSet<string> Inline = new(
        ("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter output progress q rp rt ruby s samp small span strike strong " +
        "sub sup time tt u var wbr nobr img br button").Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Never = new(
        "script style template noscript head iframe object embed svg math canvas audio video select datalist input textarea frameset map link meta title".Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> BoilerplateRoles = new("navigation search contentinfo menu menubar".Split(' '), StringComparer.Ordinal);

    public static bool IsInline(IElement element) => Inline.Contains(element.LocalName);

    /// <summary>Never read: code, what is hidden, and, unless kept, what frames the content of a web page.</summary>
    public static bool IsSkipped(IElement element, bool keepsBoilerplate) =>
        Never.Contains(element.LocalName) || IsHidden(element) || !keepsBoilerplate && IsBoilerplate(element);

    public static int HeadingLevel(IElement element) =>
        element.LocalName is ['h', >= '1' and <= '6'] ? element.LocalName[1] - '0' : 0;

    /// <summary>Frames the page's main part where it marks one. A header with the page's own heading belongs to what it stands above.</summary>
    public static bool FramesMain(IElement element) =>
        element.LocalName is "header" or "aside" && element.ParentElement?.LocalName == "body" && element.QuerySelector("h1") is null;

    private static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true" && element.LocalName != "img") return true;
        var style = element.GetAttribute("style");
        return style is not null && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);
    }

    // Conservative: a page's own header, aside and forms may hold content, so only navigation by name or role goes, the body's own footer and
    // notices about cookies.
    private static bool IsBoilerplate(IElement element) =>
        element.LocalName == "nav" ||
        element.LocalName == "footer" && element.ParentElement?.LocalName == "body" ||
        element.GetAttribute("role") is { } role && BoilerplateRoles.Contains(role) ||
        element.LocalName is "div" or "section" or "aside" or "dialog" && IsCookieNotice(element) ||
        element.LocalName == "a" && element.GetAttribute("href") is ['#', ..] && Names(element, "skip");

    private static bool IsCookieNotice(IElement element) =>
        Names(element, "cookie") && (Names(element, "banner") || Names(element, "consent") || Names(element, "notice") || Names(element, "popup"));

    private static bool Names(IElement element, string word) =>
        element.Id?.Contains(word, StringComparison.OrdinalIgnoreCase) == true || element.ClassName?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}

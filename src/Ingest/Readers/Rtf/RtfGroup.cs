namespace RagDocs.Ingest.Readers.Rtf;

/// <summary>What a group of RTF is for.</summary>
internal enum RtfDestination
{
    Body,
    Skipped,
    FontTable,
    StyleSheet,
    Info,
    Title,
    Footnote,
    ListMarker,
}

/// <summary>What holds inside a group and ends with it.</summary>
/// <param name="Destination">Where its text goes.</param>
/// <param name="Font">Number of the current font.</param>
/// <param name="FallbackLength">Characters after \u that are for programs without Unicode.</param>
/// <param name="IsHidden">The text is not shown, or deleted in a tracked change.</param>
internal readonly record struct RtfGroup(RtfDestination Destination, int Font, int FallbackLength, bool IsHidden)
{
    private static readonly HashSet<string> SkippedWords = new(StringComparer.Ordinal)
    {
        "colortbl", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "nonshppict", "objdata", "fldinst",
        "xe", "tc", "tcn", "txe", "rxe", "sp", "shprslt", "themedata", "datastore", "latentstyles", "listtable", "filetbl", "revtbl", "rsidtbl",
        "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "template", "generator", "annotation", "atnid", "atnauthor", "bkmkstart", "bkmkend",
        "pnseclvl", "pn", "private", "operator", "author", "subject", "keywords", "comment", "doccomm", "company", "manager", "category", "hlinkbase", "userprops",
    };

    /// <summary>The destination a control word at the start of a group opens; null for words that open none.</summary>
    /// <param name="isIgnorable">The word follows \*: programs that do not know it pass over the group.</param>
    public static RtfDestination? Opened(string word, bool isIgnorable) => word switch
    {
        "fonttbl" => RtfDestination.FontTable,
        "stylesheet" => RtfDestination.StyleSheet,
        "info" => RtfDestination.Info,
        "title" => RtfDestination.Title,
        "footnote" => RtfDestination.Footnote,
        "pntext" or "listtext" => RtfDestination.ListMarker,
        "shpinst" or "shptxt" or "shp" or "fldrslt" or "field" or "result" => null,
        _ => isIgnorable || SkippedWords.Contains(word) ? RtfDestination.Skipped : null,
    };
}

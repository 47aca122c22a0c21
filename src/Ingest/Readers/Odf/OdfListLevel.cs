using System.Xml.Linq;
using RagDocs.Ingest.Readers.Numbering;
using RagDocs.Ingest.Readers.Packages;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>How one level of a list or of the headings is numbered (ODF 1.3, 16.31, 19.500).</summary>
/// <param name="Shown">How many levels stand in the label, its own among them.</param>
internal sealed record OdfListLevel(NumberStyle Style, string Prefix, string Suffix, int Shown, int Start)
{
    public static OdfListLevel Of(XElement level) => new(
        level.Value("num-format") switch
        {
            "a" => NumberStyle.LowerLetter,
            "A" => NumberStyle.UpperLetter,
            "i" => NumberStyle.LowerRoman,
            "I" => NumberStyle.UpperRoman,
            null or "" => NumberStyle.None,
            _ => NumberStyle.Decimal,
        },
        level.Value("num-prefix") ?? "", level.Value("num-suffix") ?? "",
        int.TryParse(level.Value("display-levels"), out var shown) ? shown : 1, int.TryParse(level.Value("start-value"), out var start) ? start : 1);
}

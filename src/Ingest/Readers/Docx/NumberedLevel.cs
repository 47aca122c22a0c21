using DocumentFormat.OpenXml.Wordprocessing;
using RagDocs.Ingest.Readers.Numbering;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>How one level of a list is numbered (ECMA-376 part 1, 17.9.6).</summary>
/// <param name="Pattern">"%1.%2" for numbers of the first and second level with a point between.</param>
/// <param name="Restarts">It begins anew below each item of a higher level.</param>
/// <param name="IsLegal">All its numbers are written in digits, whatever the higher levels look like.</param>
/// <param name="ParagraphStyle">Paragraphs of this style are on this level; null for none.</param>
internal sealed record NumberedLevel(int Start, NumberStyle Style, bool IsBullet, string Pattern, bool Restarts, bool IsLegal, string? ParagraphStyle)
{
    private static readonly (NumberFormatValues Format, NumberStyle Style)[] Styles =
    [
        (NumberFormatValues.LowerLetter, NumberStyle.LowerLetter), (NumberFormatValues.UpperLetter, NumberStyle.UpperLetter),
        (NumberFormatValues.LowerRoman, NumberStyle.LowerRoman), (NumberFormatValues.UpperRoman, NumberStyle.UpperRoman),
        (NumberFormatValues.DecimalZero, NumberStyle.DecimalZero), (NumberFormatValues.None, NumberStyle.None), (NumberFormatValues.Bullet, NumberStyle.None),
    ];

    public static NumberedLevel Of(Level level, int index)
    {
        var format = level.NumberingFormat?.Val;
        var style = format is null ? NumberStyle.None : StyleOf(format.Value);
        return new NumberedLevel(
            level.StartNumberingValue?.Val?.Value ?? 1, style, format is null || format.Value == NumberFormatValues.Bullet,
            // Files made by programs may leave the pattern out.
            level.LevelText?.Val?.Value ?? (style == NumberStyle.None ? "" : $"%{index + 1}."),
            level.LevelRestart?.Val?.Value != 0, IsOn(level.IsLegalNumberingStyle), level.ParagraphStyleIdInLevel?.Val?.Value);
    }

    // What is rare, as ordinals or scripts of other languages, is counted in digits.
    private static NumberStyle StyleOf(NumberFormatValues format)
    {
        foreach (var (known, style) in Styles)
        {
            if (known == format) return style;
        }

        return NumberStyle.Decimal;
    }

    private static bool IsOn(OnOffType? flag) => flag is not null && (flag.Val?.Value ?? true);
}

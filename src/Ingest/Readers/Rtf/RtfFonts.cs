using System.Text;

namespace RagDocs.Ingest.Readers.Rtf;

/// <summary>Code pages of the fonts of a file: bytes of text mean what the font in use says.</summary>
internal sealed class RtfFonts
{
    private const int MostFonts = 10_000;
    private const int Latin = 1252;

    private readonly Dictionary<int, Encoding> _byFont = [];
    private Encoding _default = Find(Latin);

    public void SetDefault(int codePage) => _default = Find(codePage);

    public void SetCharset(int font, int charset)
    {
        if (_byFont.Count < MostFonts && CodePage(charset) is { } codePage) _byFont[font] = Find(codePage);
    }

    public void SetCodePage(int font, int codePage)
    {
        if (_byFont.Count < MostFonts) _byFont[font] = Find(codePage);
    }

    public Encoding Of(int font) => _byFont.GetValueOrDefault(font, _default);

    // RTF specification 1.9.1, "Font table": charset numbers.
    private static int? CodePage(int charset) => charset switch
    {
        0 => Latin,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => null,
    };

    private static Encoding Find(int codePage)
    {
        try
        {
            return codePage == Encoding.UTF8.CodePage ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.Latin1;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Encoding.Latin1;
        }
    }
}

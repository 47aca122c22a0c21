using RagDocs.Generation.Checking.Figures;

namespace RagDocs.Generation.Tests.Checking;

public sealed class FigureTests
{
    [Theory]
    [InlineData("1,200", "twelve hundred")]
    [InlineData("1,200", "1\u00a0200")]
    [InlineData("1,200", "1 200")]
    [InlineData("1,200", "one thousand two hundred")]
    [InlineData("3 %", "3 percent")]
    [InlineData("3%", "three percent")]
    [InlineData("$1.2 billion", "$1,200 million")]
    [InlineData("$1.2 billion", "$1.2bn")]
    [InlineData("1.2 billion", "1,200,000,000")]
    [InlineData("US$ 5", "5 dollars")]
    [InlineData("€5k", "5,000 euros")]
    [InlineData("5 May 2024", "2024-05-05")]
    [InlineData("5 May 2024", "May 5th, 2024")]
    [InlineData("5 May 2024", "05.05.2024")]
    [InlineData("05/06/2024", "5 June 2024")]
    [InlineData("05/06/2024", "May 6, 2024")]
    [InlineData("May 2024", "12 May 2024", true)]
    [InlineData("2:30 pm", "14:30")]
    [InlineData("9 a.m.", "09:00")]
    [InlineData("FY2022", "fiscal 2022")]
    [InlineData("FY22", "2022")]
    [InlineData("1st", "first")]
    [InlineData("twenty-five days", "25 days")]
    [InlineData("ISO-9001", "ISO 9001", false, true)]
    public void SpellingsOfOneFigureAreEqual(string written, string source, bool oneWay = false, bool differ = false)
    {
        Assert.Equal(!differ, FigureMatch.Says(One(source, "en"), One(written, "en")));
        if (!oneWay && !differ) Assert.True(FigureMatch.Says(One(written, "en"), One(source, "en")));
    }

    [Theory]
    [InlineData("1.200", "zwölfhundert", "de")]
    [InlineData("1.200", "eintausendzweihundert", "de")]
    [InlineData("25", "fünfundzwanzig", "de")]
    [InlineData("3,5 Mio. Euro", "3.500.000 €", "de")]
    [InlineData("5. Mai 2024", "05.05.2024", "de")]
    [InlineData("14 Uhr", "14:00", "de")]
    [InlineData("30 Prozent", "30 %", "de")]
    [InlineData("1 200", "mille deux cents", "fr")]
    [InlineData("92", "quatre-vingt-douze", "fr")]
    [InlineData("75", "soixante-quinze", "fr")]
    [InlineData("5 mai 2024", "2024-05-05", "fr")]
    [InlineData("14h30", "14:30", "fr")]
    [InlineData("3,5 millions d'euros", "3 500 000 euros", "fr", true)]
    [InlineData("1.200", "mil doscientos", "es")]
    [InlineData("32", "treinta y dos", "es")]
    [InlineData("5 de mayo de 2024", "2024-05-05", "es")]
    [InlineData("10 por ciento", "10 %", "es")]
    public void OtherLanguagesSpellThemTheirWay(string written, string source, string language, bool unitApart = false)
    {
        var (a, b) = (One(written, language), One(source, language));

        Assert.True(unitApart ? a.Values[0] == b.Values[0] : FigureMatch.Says(b, a));
    }

    [Theory]
    [InlineData("1,200", "1.2")]
    [InlineData("3 %", "3 dollars")]
    [InlineData("10 days", "10 months")]
    [InlineData("$5", "€5")]
    [InlineData("5 May 2024", "6 May 2024")]
    [InlineData("5 May 2024", "5 May 2023")]
    [InlineData("E14", "E15")]
    [InlineData("2:30 pm", "2:30 am")]
    [InlineData("4.2.1", "4.2.2")]
    public void OtherFiguresAreNot(string written, string source) => Assert.False(FigureMatch.Says(One(source, "en"), One(written, "en")));

    [Fact]
    public void AThousandsPointIsReadByLanguage()
    {
        Assert.Equal(1200m, One("1.200", "de").Values[0]);
        Assert.Equal(1.2m, One("1.200", "en").Values[0]);
    }

    [Fact]
    public void BracketsAndMinusAreNegative() => Assert.Equal([true, true, false], FigureReader.Read("(1,234) and -5 but 2010-15", "en").Take(3).Select(f => f.Negative));

    [Fact]
    public void EveryDigitBelongsToAFigure()
    {
        const string Text = "In 1990s-era form 401(k), v2.10 of ISO/IEC 27001:2022 cost $1.5m (12%) at 3:45; call 555-0199, room B12, 4.2.1, 10th, 1,2,3.";
        var covered = FigureReader.Read(Text, "en").SelectMany(f => Enumerable.Range(f.Start, f.Length)).ToHashSet();

        Assert.Empty(Enumerable.Range(0, Text.Length).Where(i => char.IsDigit(Text[i]) && !covered.Contains(i)));
    }

    private static Figure One(string text, string language) => FigureReader.Read(text, language)[0];
}

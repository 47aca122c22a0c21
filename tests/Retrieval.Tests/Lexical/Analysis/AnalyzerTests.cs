using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Tests.Lexical.Analysis;

public sealed class AnalyzerTests
{
    [Theory]
    [InlineData("$1,234.5 million", "1234.5 million")]
    [InlineData("1.234,5 and 1,234,567.89", "1234.5 and 1234567.89")]
    [InlineData("1'234'567 and 1\u202f234\u00a0567", "1234567 and 1234567")]
    [InlineData("12.5% or 12,5 %", "12.5 or 12.5")]
    [InlineData("1,2,3 and 0,075", "1 2 3 and 0.075")]
    [InlineData("4.2.1,5 see 1,5.", "4.2.1 5 see 1.5")]
    [InlineData("Section 4.2.1.", "section 4.2.1")]
    [InlineData("2021\u00a0345", "2021 345")]
    [InlineData("192.168.1.10", "192.168.1.10")]
    [InlineData("v2.10 A.5.1", "v2.10 a.5.1")]
    public void NumbersStayWholeWhateverTheirNotation(string text, string terms) => Assert.Equal(terms, Terms.Of(text));

    [Theory]
    [InlineData("FY2022", "fy2022 +fy +2022")]
    [InlineData("ISO-9001", "iso +iso9001 9001")]
    [InlineData("ISO9001", "iso9001 +iso +9001")]
    [InlineData("3M E14 Q3", "3m e14 q3")]
    [InlineData("10-K", "10 +10k k")]
    [InlineData("COVID-19", "covid +covid19 19")]
    [InlineData("AB/123", "ab +ab123 123")]
    [InlineData("ISO/IEC-27001", "iso iec +iec27001 27001")]
    [InlineData("2019\u20132020", "2019 +2019-2020 2020")]
    [InlineData("e-mail", "e +email mail")]
    [InlineData("and/or", "and or")]
    [InlineData("state-of-the-art", "state of the art")]
    [InlineData("R&D", "r +r&d d")]
    [InlineData("C# and C++, not C", "c# and c++ not c")]
    [InlineData("MAX_VALUE", "max +maxvalu valu")]
    public void CodesStayWholeAndAreFoundByTheirParts(string text, string terms) => Assert.Equal(terms, Terms.Of(text));

    [Theory]
    [InlineData("the U.S. and the US", "the us and the us")]
    [InlineData("e.g. this", "eg this")]
    [InlineData("the end.Next one", "the end next one")]
    [InlineData("john.doe@example.com", "john doe exampl com")]
    [InlineData("https://www.example.com/a-b?x=1", "https www exampl com a +ab b x 1")]
    public void PointsJoinAcronymsAndFiguresOnly(string text, string terms) => Assert.Equal(terms, Terms.Of(text));

    [Theory]
    [InlineData("the company's staff", "the compani staff")]
    [InlineData("the company\u2019s staff", "the compani staff")]
    [InlineData("don't we'll O'Brien", "dont we obrien")]
    [InlineData("L'entreprise d'un dell'azienda", "entrepris un azienda")]
    [InlineData("'quoted'", "quot")]
    public void ApostrophesDoNotHideWords(string text, string terms) => Assert.Equal(terms, Terms.Of(text));

    [Theory]
    [InlineData("caf\u00e9 cafe\u0301", "cafe cafe")]
    [InlineData("stra\u00dfe strasse", "strass strass")]
    [InlineData("\uff26\uff39\uff12\uff10\uff12\uff12", "fy2022 +fy +2022")]
    [InlineData("\ufb01nance", "financ")]
    [InlineData("hy\u00adphen\u200bation", "hyphen")]
    [InlineData("revenue\u00b2 CO\u2082 m\u00b2", "revenu co2 m2")]
    [InlineData("\u0130stanbul \u0131\u015f\u0131k", "istanbul isik")]
    [InlineData("\ud835\udc00\ud835\udc01", "ab")]
    [InlineData("\u0421\u041e\u0422\u0420\u0423\u0414\u041d\u0418\u041a\u0410\u041c\u0418", "\u0441\u043e\u0442\u0440\u0443\u0434\u043d\u0438\u043a")]
    public void WaysOfWritingTheSameLettersMeet(string text, string terms) => Assert.Equal(terms, Terms.Of(text));

    [Theory]
    [InlineData("\u6771\u4eac\u90fd", "\u6771\u4eac \u4eac\u90fd")]
    [InlineData("\u7a0e", "\u7a0e")]
    [InlineData("\u7b2c3\u7ae0", "\u7b2c 3 \u7ae0")]
    [InlineData("\uff76\uff9e\uff7d", "\u30ac\u30b9")]
    [InlineData("\u304b\u3099\u3059", "\u304c\u3059")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00")]
    [InlineData("PDF\u6587\u4ef6", "pdf \u6587\u4ef6")]
    [InlineData("\ud840\udc00\u4e00", "\ud840\udc00\u4e00")]
    public void ScriptsWithoutSpacesBecomeOverlappingPairs(string text, string terms) => Assert.Equal(terms, Terms.Of(text));

    [Theory]
    [InlineData("Müller", "Mueller")]
    [InlineData("Müller", "Muller")]
    [InlineData("Mueller", "Müller")]
    [InlineData("Muller", "Mueller")]
    [InlineData("Mu\u0308ller", "Mueller")]
    [InlineData("Straße", "Strasse")]
    public void GermanNamesAreFoundByEverySpelling(string question, string document) => Assert.True(Terms.Meet(question, document, Language.German));

    [Theory]
    [InlineData("Müller", "Mueller")]
    [InlineData("Mueller", "Müller")]
    [InlineData("Muller", "Müller")]
    [InlineData("Mueller", "Mu\u0308ller")]
    [InlineData("Aarhus", "Århus")]
    [InlineData("Jørgensen", "Joergensen")]
    public void UmlautsInDocumentsOfOtherLanguagesAreFoundByBothSpellings(string question, string document) =>
        Assert.True(Terms.Meet(question, document, Language.English));

    [Fact]
    public void TermsSayWhereTheirWordStands()
    {
        const string Text = "The company's FY2022 and ISO-9001";
        var places = Terms.AllOf(Text).Select(f => (f.Position, Text.Substring(f.Start, f.Length)));

        Assert.Equal(
            [(0, "The"), (1, "company's"), (2, "FY2022"), (2, "FY2022"), (2, "FY2022"), (3, "and"), (4, "ISO"), (4, "ISO-9001"), (5, "9001")], places);
    }

    [Fact]
    public void TheNextTextGoesOnWhereTheLastEnded()
    {
        var terms = new Terms();
        Assert.Equal(12, new Analyzer().Analyze("two words", 10, ref terms));
    }
}

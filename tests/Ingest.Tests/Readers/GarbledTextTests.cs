using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class GarbledTextTests
{
    private const string Prose = "Book trains early and keep the ticket because flights need the consent of the manager who signs the travel request before anybody books anything at all";

    [Fact]
    public void ProseIsNotGarbled() => Assert.False(PageOf(Prose).IsGarbled);

    [Fact]
    public void LettersShiftedAlongTheAlphabetAre()
    {
        // Every letter becomes b, c or d: words without a vowel, as wrong maps make them.
        var shifted = string.Concat((Prose + " " + Prose).Select(c => c == ' ' ? c : char.IsLower(c) ? (char)('b' + ((c - 'a') * 7 + 3) % 3) : c));

        Assert.True(PageOf(shifted).IsGarbled);
    }

    [Theory]
    [InlineData("\"7+%-")]
    [InlineData("\ue000\ue001\ue002\ue003")]
    public void SignsInPlaceOfLettersAre(string text) => Assert.True(PageOf(text).IsGarbled);

    [Theory]
    [InlineData("1,234.50 | 12 % | (331) $ 7.20")]
    [InlineData("Name ______________ Date ....../....../......")]
    [InlineData("东北电气发展股份有限公司")]
    [InlineData("ISBN XRTZ BRKT 4711")]
    public void FiguresFormsAndOtherScriptsAreNot(string text) => Assert.False(PageOf(text).IsGarbled);

    private static PdfPage PageOf(string text)
    {
        var page = new PdfPage();
        page.Begin(595, 842);
        page.BeginBlock();
        page.BeginLine();
        foreach (var word in text.Split(' '))
        {
            page.BeginWord();
            page.Append(word);
            page.EndWord(10, 10, 20, 20);
        }

        page.EndLine();
        page.EndBlock();
        return page;
    }
}

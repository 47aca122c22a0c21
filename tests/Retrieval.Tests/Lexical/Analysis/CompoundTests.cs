using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Tests.Lexical.Analysis;

public sealed class CompoundTests
{
    [Theory]
    [InlineData("Antrag", "Urlaubsantrag")]
    [InlineData("Urlaub", "Urlaubsanträge")]
    [InlineData("Frist", "Kündigungsfristen")]
    [InlineData("Kündigungen", "Kuendigungsfrist")]
    [InlineData("Vertrag", "Tarifverträge")]
    [InlineData("Tag", "Urlaubstage")]
    [InlineData("Formular", "Urlaubsantragsformular")]
    [InlineData("Antrag", "Urlaubsantragsformular")]
    [InlineData("Versicherung", "Krankenversicherung")]
    [InlineData("Schule", "Schulleitung")]
    [InlineData("Abrechnung", "Xyzkostenabrechnung")]
    public void AGermanCompoundIsFoundByItsParts(string question, string document) => Assert.True(Terms.Meet(question, document, Language.German));

    [Theory]
    [InlineData("Tag", "Dienstag")]
    [InlineData("Tag", "Vertrag")]
    [InlineData("Zeit", "Hochzeit")]
    [InlineData("Zeit", "Mahlzeit")]
    [InlineData("Rat", "Apparat")]
    [InlineData("Ordnung", "Verordnung")]
    [InlineData("Rolle", "Kontrolle")]
    [InlineData("Stellung", "Bestellung")]
    [InlineData("Weisung", "Überweisung")]
    [InlineData("Haltung", "Unterhaltung")]
    [InlineData("Lauf", "Urlaub")]
    [InlineData("Nummer", "Kündigung")]
    public void LettersThatOnlyLookLikeAPartAreNone(string question, string document) => Assert.False(Terms.Meet(question, document, Language.German));

    [Theory]
    [InlineData("verlof", "ouderschapsverlof")]
    [InlineData("aanvraag", "verlofaanvraag")]
    [InlineData("vergoeding", "reiskostenvergoeding")]
    public void ADutchCompoundIsFoundByItsParts(string question, string document) => Assert.True(Terms.Meet(question, document, Language.Dutch));

    [Fact]
    public void ADocumentTeachesTheNounsItIsAbout()
    {
        const string Text = "Die Zwetschgen werden im Korb gebracht, der Zwetschgenkorb wird dann gewogen und das Gewicht in die Liste eingetragen.";

        Assert.Contains("+zwetschg +korb", Learnt(Text), StringComparison.Ordinal);
        Assert.DoesNotContain("+korb", Terms.Of(Text, Language.German), StringComparison.Ordinal);
    }

    [Fact]
    public void TheNextDocumentDoesNotKnowWhatTheLastOneTaught()
    {
        var analyzer = new Analyzer();
        analyzer.Begin(["Die Zwetschgen liegen in dem Korb, der unter der Treppe steht."]);
        analyzer.Begin(["Der Zwetschgenkorb wird von dem Verkäufer gewogen, der auch das Gewicht einträgt."]);
        var terms = new Terms();
        analyzer.Analyze("Zwetschgenkorb", 0, ref terms);
        Assert.Equal("zwetschgenkorb", terms.ToString());
    }

    [Fact]
    public void OtherLanguagesAreNotTakenApart() => Assert.DoesNotContain('+', Terms.Of("Urlaubsantrag basketball", Language.English));

    [Fact]
    public void AQuestionWithACompoundAlsoAsksForItsParts()
    {
        var words = QuestionAnalyzer.TellingWords("Urlaubsantrag", LanguageSet.Of(Language.German));
        Assert.Equal([TermKind.Word, TermKind.Part, TermKind.Part], words.Select(word => word.Kind));
        Assert.True(Terms.Meet("Urlaubsantrag", "Antrag auf Urlaub", Language.German));
    }

    private static string Learnt(string text)
    {
        var analyzer = new Analyzer();
        Assert.Equal(Language.German, analyzer.Begin([text]));
        var terms = new Terms();
        analyzer.Analyze(text, 0, ref terms);
        return terms.ToString();
    }
}

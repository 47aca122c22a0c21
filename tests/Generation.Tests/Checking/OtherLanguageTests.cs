using RagDocs.Generation.Checking;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Tests.Checking;

/// <summary>Answers in the asker's language from sources in another.</summary>
public sealed class OtherLanguageTests
{
    private const string English =
        "The trial period is six months. Annual leave is 28 days for all employees, and the hotel limit for Lisbon is 135 euros a night. The works council was told on 3 May 2024.";

    private const string German =
        "Die Probezeit beträgt sechs Monate. Der Jahresurlaub beträgt 28 Tage für alle Beschäftigten, und das Hotellimit für Lissabon liegt bei 135 Euro je Nacht.";

    [Theory]
    [InlineData("Die Probezeit beträgt sechs Monate.", English)]
    [InlineData("Der Jahresurlaub beträgt 28 Tage.", English)]
    [InlineData("Der Betriebsrat wurde am 3. Mai 2024 informiert.", English)]
    [InlineData("La période d'essai est de six mois.", English)]
    [InlineData("Les congés annuels sont de 28 jours pour tous les salariés.", English)]
    [InlineData("El período de prueba es de seis meses.", English)]
    [InlineData("El límite de hotel para Lisboa es de 135 euros por noche.", English)]
    [InlineData("Il periodo di prova è di sei mesi.", English)]
    [InlineData("O período de experiência é de seis meses.", English)]
    [InlineData("De proeftijd duurt zes maanden.", English)]
    [InlineData("Het maximum voor een hotel in Lissabon is ten minste 135 euro per nacht.", English)]
    [InlineData("The trial period is six months.", German)]
    [InlineData("The trial period of all employees is six months.", German)]
    [InlineData("La durée de l'essai est de six mois.", German)]
    [InlineData("De proeftijd is zes maanden.", German)]
    public void ATrueSentenceInAnotherLanguageIsNotCalledUnsupported(string sentence, string source)
    {
        var check = Check(sentence, source);

        Assert.Equal(SentenceVerdict.NotChecked, check.Verdict);
        Assert.Equal(CheckFindingKind.OtherLanguage, Assert.Single(check.Findings).Kind);
    }

    [Theory]
    [InlineData("Der Jahresurlaub beträgt 30 Tage.", English)]
    [InlineData("La période d'essai est de trois mois.", English)]
    [InlineData("El límite de hotel para Lisboa es de 153 euros por noche.", English)]
    [InlineData("De proeftijd duurt twaalf maanden.", English)]
    [InlineData("The trial period of all employees is nine months.", German)]
    public void AWrongNumberIsFoundInAnyLanguage(string sentence, string source) =>
        Assert.Equal(SentenceVerdict.Unsupported, Check(sentence, source).Verdict);

    [Theory]
    [InlineData("The trial period is six months.", English, SentenceVerdict.Supported)]
    [InlineData("Annual leave is 28 days.", English, SentenceVerdict.Supported)]
    [InlineData("Lisbon: 135 euros.", English, SentenceVerdict.Supported)]
    [InlineData("Die Probezeit beträgt sechs Monate.", German, SentenceVerdict.Supported)]
    [InlineData("Der Jahresurlaub beträgt 28 Tage.", German, SentenceVerdict.Supported)]
    [InlineData("The canteen opens at noon.", English, SentenceVerdict.Unsupported)]
    public void ASentenceInTheSourcesLanguageIsComparedAsBefore(string sentence, string source, SentenceVerdict verdict) =>
        Assert.Equal(verdict, Check(sentence, source).Verdict);

    private static SentenceCheck Check(string sentence, string source) =>
        new SentenceChecker().Begin([SomePassage.Of(source)]).Check(new Sentence(sentence, [new Evidence(0, "")]));
}

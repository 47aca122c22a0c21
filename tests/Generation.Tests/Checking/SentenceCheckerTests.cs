using RagDocs.Generation.Checking;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Tests.Checking;

public sealed class SentenceCheckerTests
{
    private const string Holiday =
        "Full-time employees receive 25 days of paid leave a year. They may carry over at most five days to the next year. Leave must be requested in the portal before the 15th of the month. "
        + "Requests are approved by Maria Keller, and expenses are approved by Tom Brandt. Interns are not entitled to carry over any leave.";

    private const string Figures = "In fiscal 2022 revenue was $12 million, costs were $7 million. Net sales increased by 3 percent, while headcount decreased by 40 people. On May 5th, 2024 the plant in Lyon closed.";

    private const string Urlaub =
        "Vollzeitkräfte erhalten im Jahr 25 Tage bezahlten Urlaub. Höchstens fünf Tage können in das nächste Jahr übertragen werden. Der Antrag muss vor dem 15. März im Portal gestellt werden. "
        + "Der Umsatz stieg 2023 um 1.200 Euro. Praktikanten haben keinen Anspruch auf Übertragung.";

    private const string Conge =
        "Les salariés à temps plein ont droit à 25 jours de congé payé par an. Au plus cinq jours peuvent être reportés à l'année suivante. La demande doit être déposée avant le 5 mai 2024. "
        + "Le chiffre d'affaires a augmenté de 1 200 euros. Les stagiaires ne peuvent pas reporter leurs congés.";

    private const string Vacaciones =
        "Los empleados a tiempo completo reciben 25 días de vacaciones pagadas al año. Como máximo cinco días pueden pasar al año siguiente. La solicitud debe presentarse antes del 5 de mayo de 2024. "
        + "Los ingresos aumentaron en 1.200 euros. Los becarios no pueden trasladar sus vacaciones.";

    [Theory]
    [InlineData(Holiday, "Full-time employees get twenty-five days of paid leave per year.")]
    [InlineData(Holiday, "Up to 5 days may be carried over to the next year.")]
    [InlineData(Holiday, "Employees may carry over a maximum of five days to the next year.")]
    [InlineData(Holiday, "Leave must be requested before the 15th of the month in the portal.")]
    [InlineData(Holiday, "Expenses are approved by Tom Brandt; requests are approved by Maria Keller.")]
    [InlineData(Holiday, "Interns aren't entitled to carry over leave.")]
    [InlineData(Figures, "Revenue was 12,000,000 dollars in FY2022.")]
    [InlineData(Figures, "Costs were $7 million and revenue was $12 million in fiscal 2022.")]
    [InlineData(Figures, "The plant in Lyon closed on 2024-05-05.")]
    [InlineData(Figures, "The Lyon plant closed on 5 May 2024.")]
    [InlineData(Figures, "Net sales rose by 3 %.")]
    [InlineData(Urlaub, "Vollzeitkräfte erhalten fünfundzwanzig Tage bezahlten Urlaub im Jahr.")]
    [InlineData(Urlaub, "Maximal 5 Tage können in das nächste Jahr übertragen werden.")]
    [InlineData(Urlaub, "Der Umsatz stieg 2023 um zwölfhundert Euro.")]
    [InlineData(Conge, "Les salariés à temps plein ont droit à vingt-cinq jours de congé payé par an.")]
    [InlineData(Conge, "La demande doit être déposée avant le 05.05.2024.")]
    [InlineData(Vacaciones, "Los empleados a tiempo completo reciben veinticinco días de vacaciones pagadas al año.")]
    [InlineData(Vacaciones, "Los ingresos aumentaron en mil doscientos euros.")]
    public void WhatTheSourceSaysInOtherWordsOrFiguresIsSupported(string source, string sentence)
    {
        var check = Check(source, sentence);

        Assert.True(check.Verdict == SentenceVerdict.Supported, string.Join(' ', check.Findings.Select(f => f.Reason)) + $" {check.Coverage}");
    }

    [Theory]
    [InlineData(Holiday, "Full-time employees receive 28 days of paid leave a year.", CheckFindingKind.NumberOfOther)]
    [InlineData(Holiday, "Full-time employees receive five days of paid leave a year.", CheckFindingKind.NumberOfOther)]
    [InlineData(Holiday, "They may carry over at least five days to the next year.", CheckFindingKind.Reversed)]
    [InlineData(Holiday, "Leave must be requested in the portal after the 15th of the month.", CheckFindingKind.Reversed)]
    [InlineData(Holiday, "Leave may be requested in the portal before the 15th of the month.", CheckFindingKind.Reversed)]
    [InlineData(Holiday, "Requests are approved by Tom Brandt, and expenses are approved by Maria Keller.", CheckFindingKind.NameOfOther)]
    [InlineData(Holiday, "Requests are approved by Petra Lang.", CheckFindingKind.NameOfOther)]
    [InlineData(Holiday, "Interns are entitled to carry over any leave.", CheckFindingKind.Reversed)]
    [InlineData(Holiday, "Full-time employees do not receive 25 days of paid leave a year.", CheckFindingKind.Reversed)]
    [InlineData(Figures, "In fiscal 2022 revenue was $7 million, costs were $12 million.", CheckFindingKind.NumberOfOther)]
    [InlineData(Figures, "In fiscal 2021 revenue was $12 million.", CheckFindingKind.NumberOfOther)]
    [InlineData(Figures, "Net sales decreased by 3 percent.", CheckFindingKind.Reversed)]
    [InlineData(Figures, "On May 6th, 2024 the plant in Lyon closed.", CheckFindingKind.NumberOfOther)]
    [InlineData(Figures, "The plant in Dijon closed on 5 May 2024.", CheckFindingKind.NameOfOther)]
    [InlineData(Urlaub, "Vollzeitkräfte erhalten im Jahr 28 Tage bezahlten Urlaub.", CheckFindingKind.NumberOfOther)]
    [InlineData(Urlaub, "Mindestens fünf Tage können in das nächste Jahr übertragen werden.", CheckFindingKind.Reversed)]
    [InlineData(Urlaub, "Der Umsatz sank 2023 um 1.200 Euro.", CheckFindingKind.Reversed)]
    [InlineData(Urlaub, "Praktikanten haben Anspruch auf Übertragung.", CheckFindingKind.Reversed)]
    [InlineData(Conge, "La demande doit être déposée après le 5 mai 2024.", CheckFindingKind.Reversed)]
    [InlineData(Conge, "Le chiffre d'affaires a diminué de 1 200 euros.", CheckFindingKind.Reversed)]
    [InlineData(Conge, "Les stagiaires peuvent reporter leurs congés.", CheckFindingKind.Reversed)]
    [InlineData(Vacaciones, "La solicitud debe presentarse antes del 6 de mayo de 2024.", CheckFindingKind.NumberOfOther)]
    [InlineData(Vacaciones, "Los ingresos disminuyeron en 1.200 euros.", CheckFindingKind.Reversed)]
    [InlineData(Vacaciones, "Los becarios pueden trasladar sus vacaciones.", CheckFindingKind.Reversed)]
    public void WhatTheSourceSaysOtherwiseIsMarkedAndSaysWhy(string source, string sentence, CheckFindingKind kind)
    {
        var check = Check(source, sentence);

        Assert.NotEqual(SentenceVerdict.Supported, check.Verdict);
        Assert.Contains(kind, check.Findings.Select(f => f.Kind));
    }

    [Fact]
    public void ASentenceOfWhichOneClauseIsMadeUpIsPartlySupported()
    {
        var check = Check(Holiday, "Full-time employees receive 25 days of paid leave a year, and the cafeteria offers vegetarian lunches on Fridays.");

        Assert.Equal(SentenceVerdict.Partly, check.Verdict);
        Assert.Contains("cafeteria", check.Findings[^1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void ASentenceAboutSomethingElseIsNotSupported() =>
        Assert.Equal(SentenceVerdict.Unsupported, Check(Holiday, "The cafeteria offers vegetarian lunches to visitors on Fridays.").Verdict);

    [Theory]
    [InlineData("In 2023, EMEA sales were 1,400.", true)]
    [InlineData("EMEA sales were 1,200 in 2022 and 1,400 in 2023.", true)]
    [InlineData("Region: EMEA; 2022: 1,200; 2023: 1,400", true)]
    [InlineData("In 2022, EMEA sales were 1,400.", false)]
    [InlineData("In 2023, APAC sales were 1,400.", false)]
    [InlineData("Region: EMEA; 2022: 1,400; 2023: 1,200", false)]
    public void AFigureOfATableBelongsToItsRowAndColumn(string sentence, bool isTrue)
    {
        const string Table = "Sales by region\n\nRegion | 2022 | 2023\nEMEA | 1,200 | 1,400\nAPAC | 900 | 1,100";

        Assert.Equal(isTrue, Check(Table, sentence).Verdict == SentenceVerdict.Supported);
    }

    [Theory]
    [InlineData("Agent: Agent 7; Use: Grease, strongly alkaline; 1 l bottle: 6.60; 10 l canister: 46.90; 200 l drum: 798.00", true)]
    [InlineData("Agent: Agent 7; Use: Grease, strongly alkaline; 1 l bottle: 6.60; 10 l canister: 798.00; 200 l drum: 46.90", false)]
    [InlineData("Agent: Agent 7; Use: Grease, strongly alkaline; 1 l bottle: 5.20; 10 l canister: 46.90; 200 l drum: 798.00", false)]
    public void ColumnsMayBeNamedByFiguresThemselves(string row, bool isTrue)
    {
        const string Table = "Agent | Use | 1 l bottle | 10 l canister | 200 l drum\nAgent 3 | Glass | 5.20 | 39.00 | 640.00\nAgent 7 | Grease, strongly alkaline | 6.60 | 46.90 | 798.00";

        Assert.Equal(isTrue, Check(Table, row).Verdict == SentenceVerdict.Supported);
    }

    [Fact]
    public void APronounMayStandForTheHeading()
    {
        var passage = SomePassage.Of("It must be requested in the portal. It is paid.", headings: "Parental leave");

        Assert.Equal(SentenceVerdict.Supported, new SentenceChecker().Begin([passage]).Check(Cited("Parental leave must be requested in the portal.", 0)).Verdict);
    }

    [Fact]
    public void AWrongCitationIsMovedToTheOfferedPassageThatSupportsTheSentence()
    {
        var passages = new[] { SomePassage.Of(Figures), SomePassage.Of("Dogs are welcome."), SomePassage.Of(Holiday) };

        var check = new SentenceChecker().Begin(passages).Check(Cited("Full-time employees receive 25 days of paid leave a year.", 0));

        Assert.Equal((SentenceVerdict.Supported, true), (check.Verdict, check.Moved));
        Assert.Equal(new Evidence(2, "Full-time employees receive 25 days of paid leave a year."), Assert.Single(check.Evidence));
    }

    [Fact]
    public void ACitationThatNothingElseSupportsBetterStaysAndIsMarked()
    {
        var check = new SentenceChecker().Begin([SomePassage.Of(Figures), SomePassage.Of(Holiday)]).Check(Cited("Full-time employees receive 29 days of paid leave a year.", 1));

        Assert.Equal((SentenceVerdict.Unsupported, false, 1), (check.Verdict, check.Moved, Assert.Single(check.Evidence).Passage));
    }

    [Fact]
    public void ASentenceInAnotherLanguageThanItsSourceIsComparedByItsFiguresOnly()
    {
        var right = Check(Holiday, "Vollzeitkräfte bekommen im Jahr 25 Tage bezahlten Urlaub, und sie müssen ihn im Portal beantragen.");
        var wrong = Check(Holiday, "Vollzeitkräfte bekommen im Jahr 28 Tage bezahlten Urlaub, und sie müssen ihn im Portal beantragen.");

        Assert.Equal((SentenceVerdict.NotChecked, SentenceVerdict.Unsupported), (right.Verdict, wrong.Verdict));
    }

    [Fact]
    public void FindingsAreReadBackAsTheyWereStored()
    {
        CheckFinding[] findings = [new(CheckFindingKind.NumberOfOther, "7 “days”", "12"), new(CheckFindingKind.Reversed, "not")];

        Assert.Equal(findings, CheckFindings.Parse(CheckFindings.ToJson(findings)));
        Assert.Empty(CheckFindings.Parse(""));
        Assert.Empty(CheckFindings.Parse("not of ours"));
    }

    private static SentenceCheck Check(string source, string sentence) => new SentenceChecker().Begin([SomePassage.Of(source)]).Check(Cited(sentence, 0));

    private static Sentence Cited(string text, int passage) => new(text, [new Evidence(passage, "")]);
}

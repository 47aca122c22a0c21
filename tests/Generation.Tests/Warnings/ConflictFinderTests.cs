using RagDocs.Generation.Checking;
using RagDocs.Generation.Tests.Support;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Tests.Warnings;

public sealed class ConflictFinderTests
{
    private const string HotelQuestion = "What is the hotel limit for Lisbon?";
    private const string Hotel = "Employees may claim up to 120 euros per night for hotels in Lisbon.";

    [Theory]
    // Two policies with different amounts.
    [InlineData(HotelQuestion, Hotel, "The hotel limit for Lisbon is 140 EUR per night.", "120 euros", "140 EUR")]
    [InlineData(HotelQuestion, Hotel, "Hotels in Lisbon: up to €95 per night.", "120 euros", "€95")]
    [InlineData("How many days of leave may be carried over?", "Up to five days of leave may be carried over to the next year.", "Employees may carry over 10 days of leave to the next year.", "five days", "10 days")]
    [InlineData("How long is the notice period?", "The notice period is three months.", "The notice period for employees is 4 weeks.", "three months", "4 weeks")]
    [InlineData("How long is the trial period?", "The trial period lasts six months.", "The trial period is 3 months.", "six months", "3 months")]
    [InlineData("How long must passwords be?", "Passwords must have at least 12 characters.", "Passwords need at least 8 characters.", "12", "8")]
    [InlineData("What is the mileage rate?", "The mileage rate for trips with your own car is 0.30 euros per mile.", "The mileage rate for trips with your own car is €0.42 for each mile.", "0.30 euros", "€0.42")]
    [InlineData("How much does the company contribute to the pension?", "The company contributes 5 percent of the salary to the pension.", "The company contributes 4% of the salary to the pension.", "5 percent", "4%")]
    // Two dates.
    [InlineData("When are expense reports due?", "Expense reports are due by 5 January 2026.", "Expense reports are due by 15 January 2026.", "5 January 2026", "15 January 2026")]
    [InlineData("When does the office move?", "The office moves to Porto on 1 March 2026.", "The office moves to Porto on 1 April 2026.", "1 March 2026", "1 April 2026")]
    [InlineData("When was the company founded?", "The company was founded in 1998.", "The company was founded in Leeds in 1996.", "", "")]
    [InlineData("When was Nordwind founded?", "Nordwind was founded in 1998 by two engineers.", "Nordwind was founded by two engineers in 1996.", "1998", "1996")]
    [InlineData("When does the canteen open?", "The canteen opens at 11:30.", "The canteen opens at 12:00.", "11:30", "12:00")]
    [InlineData("Wie hoch ist die Grenze für Hotels in Lissabon?", "Für Hotels in Lissabon werden bis zu 120 Euro pro Nacht erstattet.", "Die Grenze für Hotels in Lissabon beträgt 140 € pro Nacht.", "120 Euro", "140 €")]
    [InlineData("Wie lang ist die Kündigungsfrist?", "Die Kündigungsfrist beträgt für beide Seiten drei Monate.", "Die Kündigungsfrist ist für beide Seiten sechs Wochen.", "drei Monate", "sechs Wochen")]
    public void DifferentFiguresForTheSameThingAreAConflict(string question, string cited, string other, string says, string otherwise)
    {
        var conflicts = Find(question, SomePassage.Of(cited, "Travel and work rules"), SomePassage.Of(other, "Handbook", version: 2));

        if (says.Length == 0)
        {
            Assert.Empty(conflicts);
            return;
        }

        var conflict = Assert.Single(conflicts);
        Assert.Equal((0, says, 1, otherwise, other), (conflict.First, conflict.FirstSays, conflict.Second, conflict.SecondSays, conflict.Quote));
    }

    [Theory]
    // The same differently written.
    [InlineData(HotelQuestion, Hotel, "The hotel limit for Lisbon is €120.00 per night.")]
    [InlineData("What was the revenue?", "Revenue was 1,200,000 euros.", "Revenue was 1.2 million euros.")]
    [InlineData("How long is the trial period?", "The trial period is six months.", "The trial period is half a year, that is 26 weeks.")]
    [InlineData("How long is the trial period?", "The trial period is twelve months.", "The trial period is one year.")]
    [InlineData("When are expense reports due?", "Expense reports are due by 5 January 2026.", "Expense reports are due by 2026-01-05.")]
    [InlineData("Wie hoch ist die Grenze?", "Die Grenze für Hotels beträgt 1.200 Euro.", "Die Grenze für Hotels beträgt 1200,00 €.")]
    // Another place, group, year, product, condition, case.
    [InlineData(HotelQuestion, Hotel, "The hotel limit for Porto is 140 EUR per night.")]
    [InlineData(HotelQuestion, Hotel, "The hotel limit is 150 EUR per night.")]
    [InlineData("How many days of leave do employees get?", "Employees receive 25 days of paid leave.", "Interns receive 20 days of paid leave.")]
    [InlineData("How many days of leave do employees get?", "Full-time employees receive 25 days of paid leave.", "Part-time employees receive 15 days of paid leave.")]
    [InlineData("How many days of leave do employees get?", "Employees receive 25 days of paid leave.", "Employees receive 30 days of paid leave if they work in shifts.")]
    [InlineData("What is the meal allowance?", "The breakfast allowance is 12 euros per day.", "The dinner allowance is 28 euros per day.")]
    [InlineData("What is the training budget?", "In 2025 the training budget is 1,500 euros.", "In 2024 the training budget is 1,200 euros.")]
    [InlineData("What was the revenue?", "Revenue in the first quarter was 12 million euros.", "Revenue in the second quarter was 14 million euros.")]
    [InlineData("What does the licence cost?", "The Basic licence costs 20 euros per month.", "The Professional licence costs 45 euros per month.")]
    [InlineData("How long is the warranty?", "The warranty for agent 7 is 24 months.", "The warranty for agent 9 is 36 months.")]
    // A range that holds it, a bound that allows it, something near it.
    [InlineData("How long does approval take?", "Approval takes 5 days.", "Approval takes 3 to 7 days.")]
    [InlineData("How many characters must passwords have?", "Passwords have 12 characters.", "Passwords have at least 8 characters.")]
    [InlineData("How many people work here?", "There are 104 people in the company.", "There are about 100 people in the company.")]
    // Other units, other things counted.
    [InlineData("How long is the training?", "The training takes 3 days.", "The training takes 14 participants.")]
    [InlineData("How much is the fee?", "The fee for the course is 200 euros.", "The fee for the course is 5 percent.")]
    [InlineData("How much leave accrues?", "Leave accrues at 25 days per year.", "Leave accrues at 2 days per month.")]
    // Numbers that only name something; dates that only say when.
    [InlineData("How do I order?", "Order the laptop as in step 3 of the form.", "Order the laptop as in step 5 of the form.")]
    [InlineData("When did the board meet?", "On 5 May 2025 the board met in Lisbon.", "On 9 June 2025 the board met in Lisbon.")]
    public void WhatMayBeAnotherMatterIsNone(string question, string cited, string other) =>
        Assert.Empty(Find(question, SomePassage.Of(cited, "Travel and work rules"), SomePassage.Of(other, "Handbook", version: 2)));

    [Theory]
    [InlineData("Travel policy", "Travel policy (draft)", true)]
    [InlineData("Travel policy v1", "Travel policy v2", true)]
    [InlineData("Reiserichtlinie Entwurf", "Reiserichtlinie", true)]
    [InlineData("Travel policy", "Employee handbook", true)]
    [InlineData("Travel policy 2024", "Travel policy 2025", false)]
    [InlineData("Travel policy Portugal", "Travel policy Spain", false)]
    [InlineData("Travel policy", "Travel policy for managers", false)]
    [InlineData("Travel policy", "Travel policy Northgate Ltd", false)]
    [InlineData("Rates Q1", "Rates Q2", false)]
    public void TitlesTellWhetherDocumentsSpeakOfTheSameMatter(string title, string otherTitle, bool conflict)
    {
        const string Other = "The hotel limit is 140 euros per night.";

        var found = Find("What is the hotel limit?", SomePassage.Of("The hotel limit is 120 euros per night.", title), SomePassage.Of(Other, otherTitle, version: 2));

        Assert.Equal(conflict, found.Count == 1);
    }

    [Fact]
    public void ATableCellAndASentenceCanDisagree()
    {
        var table = SomePassage.Of("City | Hotel per night (EUR) | Meals per day (EUR)\nLisbon | 140 | 45\nPorto | 110 | 40", "Travel rates", version: 2);

        var conflict = Assert.Single(Find(HotelQuestion, SomePassage.Of(Hotel, "Handbook"), table));

        Assert.Equal(("120 euros", "140", "Lisbon | 140 | 45"), (conflict.FirstSays, conflict.SecondSays, conflict.Quote));
    }

    [Fact]
    public void TwoTablesDisagreeOnlyInTheSameRowAndColumn()
    {
        var first = SomePassage.Of("City | Hotel per night (EUR) | Meals per day (EUR)\nLisbon | 140 | 45\nPorto | 110 | 40", "Travel rates");
        var second = SomePassage.Of("City | Hotel per night (EUR) | Meals per day (EUR)\nLisbon | 150 | 45\nMadrid | 160 | 55", "Expense sheet", version: 2);
        var written = new Sentence("Lisbon | 140 | 45", [new Evidence(0, "Lisbon | 140 | 45")]);

        var conflict = Assert.Single(Find(HotelQuestion, [written], first, second));

        Assert.Equal(("140", "150"), (conflict.FirstSays, conflict.SecondSays));
    }

    [Fact]
    public void ASectionOfTheSameDocumentCanDisagreeWithItsSummary()
    {
        var conflict = Assert.Single(Find(
            HotelQuestion, SomePassage.Of(Hotel, "Travel policy", "Hotels"), SomePassage.Of("Hotels in Lisbon: up to 110 euros per night.", "Travel policy", "Summary")));

        Assert.Equal(("120 euros", "110 euros"), (conflict.FirstSays, conflict.SecondSays));
    }

    [Fact]
    public void SectionsOfOneDocumentOnDifferentMattersDoNotDisagree() => Assert.Empty(Find(
        "What is the limit per night?", SomePassage.Of("The limit is 120 euros per night.", "Travel policy", "Hotels"),
        SomePassage.Of("The limit is 60 euros per night.", "Travel policy", "Guesthouses")));

    [Fact]
    public void ASourceThatSaysBothFiguresKnowsWhy() => Assert.Empty(Find(
        HotelQuestion, SomePassage.Of(Hotel), SomePassage.Of("The hotel limit for Lisbon is 140 EUR per night. Until last year hotels cost at most 120 EUR.", version: 2)));

    [Fact]
    public void WhatALanguageModelWroteIsComparedThroughTheSentenceItCites()
    {
        var written = new Sentence("You can spend 120 € a night.", [new Evidence(0, Hotel)]);

        var conflict = Assert.Single(Find(HotelQuestion, [written], SomePassage.Of(Hotel, "Handbook"), SomePassage.Of("The hotel limit for Lisbon is 140 EUR per night.", "Travel rates", version: 2)));

        Assert.Equal("120 euros", conflict.FirstSays);
    }

    [Fact]
    public void AFigureThatTheAnswerDoesNotStateIsNotWarnedOf()
    {
        var written = new Sentence("Hotels in Lisbon are paid for by the night.", [new Evidence(0, Hotel)]);

        Assert.Empty(Find(HotelQuestion, [written], SomePassage.Of(Hotel, "Handbook"), SomePassage.Of("The hotel limit for Lisbon is 140 EUR per night.", "Travel rates", version: 2)));
    }

    private static IReadOnlyList<Conflict> Find(string question, params Passage[] passages) =>
        Find(question, [new Sentence(passages[0].Text, [new Evidence(0, passages[0].Text)])], passages);

    private static IReadOnlyList<Conflict> Find(string question, IReadOnlyList<Sentence> sentences, params Passage[] passages)
    {
        var check = new SentenceChecker().Begin(passages);
        return new ConflictFinder(question, passages, check.Read).Find(sentences);
    }
}

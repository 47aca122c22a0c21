using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Reviews;

namespace RagDocs.Ingest.Tests.Reviews;

public sealed class ReviewMarkTests
{
    [Theory]
    [InlineData("Next review: 1 March 2027", "2027-03-01")]
    [InlineData("Review by 2027-03-01", "2027-03-01")]
    [InlineData("Next review date: March 1, 2027", "2027-03-01")]
    [InlineData("Owner | Next review | 01.03.2027", "2027-03-01")]
    [InlineData("Owner: People team\nReview date – 1st March 2027\nVersion 3", "2027-03-01")]
    [InlineData("**Valid until:** 31 December 2026", "2026-12-31")]
    [InlineData("This policy is valid until 31 December 2026.", "2026-12-31")]
    [InlineData("Next review: March 2027", "2027-03-31")]
    [InlineData("Review due 02/2028", "2028-02-29")]
    [InlineData("Gültig bis: 31.12.2026", "2026-12-31")]
    [InlineData("Nächste Überprüfung: 1. März 2027", "2027-03-01")]
    [InlineData("Nächste Prüfung am 1. Dezember 2026", "2026-12-01")]
    [InlineData("Wiedervorlage 15.01.2027", "2027-01-15")]
    [InlineData("Prochaine révision : 5 août 2027", "2027-08-05")]
    // Of two readings the later: nothing is called overdue too early.
    [InlineData("Next review: 01/03/2027", "2027-03-01")]
    [InlineData("Next review: 03/01/2027", "2027-03-01")]
    public void ALineSaysWhenTheDocumentIsToBeLookedAtAgain(string line, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), ReviewMark.In([Paragraph("Some policy."), Paragraph(line)]));

    [Theory]
    [InlineData("Vouchers are valid until 31 December 2026.")]
    [InlineData("Reviewed by: Mara Ehlers, 1 March 2025")]
    [InlineData("Review: the numbers of 1 March 2027 look good.")]
    [InlineData("Next review: to be decided")]
    [InlineData("Next review: 45 March 2027")]
    [InlineData("Next review: 31.02.2027")]
    [InlineData("Last review: 1 March 2025")]
    public void WhatSaysNothingOfTheDocumentIsNoReviewDay(string line) => Assert.Null(ReviewMark.In([Paragraph(line)]));

    [Fact]
    public void OnlyItsBeginningAndEndAreLookedAt()
    {
        var middle = Enumerable.Range(0, 100).Select(i => Paragraph(i == 60 ? "Next review: 2027-03-01" : "Text.")).ToList();

        Assert.Null(ReviewMark.In(middle));
        Assert.NotNull(ReviewMark.In([.. middle, Paragraph("Next review: 2027-03-01")]));
    }

    [Theory]
    [InlineData("next-review", "2027-03-01")]
    [InlineData("review_by", "\"2027-03-01\"")]
    [InlineData("validUntil", "1 March 2027")]
    [InlineData("Next review date", "2027-03-01T00:00:00Z")]
    [InlineData("Gültig bis", "01.03.2027")]
    public void APropertyOfSuchANameSaysItToo(string name, string value) => Assert.Equal(new DateOnly(2027, 3, 1), ReviewMark.OfProperty(name, value));

    [Theory]
    [InlineData("reviewed", "2027-03-01")]
    [InlineData("date", "2027-03-01")]
    [InlineData("review", "yes")]
    public void OtherPropertiesDoNot(string name, string value) => Assert.Null(ReviewMark.OfProperty(name, value));

    private static Block Paragraph(string text) => new() { Kind = BlockKind.Paragraph, Text = text };
}

using RagDocs.Retrieval.Lexical.Synonyms;

namespace RagDocs.Retrieval.Tests.Lexical.Synonyms;

public sealed class AbbreviationFinderTests
{
    [Theory]
    [InlineData("Staff receive Paid Time Off (PTO) every year.", "PTO", "Paid Time Off")]
    [InlineData("Ask the Office of General Counsel (OGC) first.", "OGC", "Office of General Counsel")]
    [InlineData("Die Kraftfahrzeug-Haftpflicht (KH) ist Pflicht.", "KH", "Kraftfahrzeug-Haftpflicht")]
    [InlineData("Das Betriebsverfassungsgesetz (BetrVG) regelt das.", "BetrVG", "Betriebsverfassungsgesetz")]
    [InlineData("Jedes Kraftfahrzeug (Kfz) wird geprüft.", "Kfz", "Kraftfahrzeug")]
    [InlineData("Two Interagency Agreements (IAAs) were signed.", "IAA", "Interagency Agreements")]
    [InlineData("Meals and Incidental Expenses (M&IE) are paid.", "M&IE", "Meals and Incidental Expenses")]
    [InlineData("You accrue PTO (paid time off) monthly.", "PTO", "paid time off")]
    [InlineData("It is “paid time off” (“PTO”, for short).", "PTO", "paid time off")]
    [InlineData("Terms\n- **PTO** – Paid Time Off\n- end", "PTO", "Paid Time Off")]
    [InlineData("PTO: paid time off. Ask for it early.", "PTO", "paid time off")]
    [InlineData("| OPM | Office of Personnel Management |", "OPM", "Office of Personnel Management")]
    [InlineData("Done. The U.S. Digital Service (USDS) helps.", "USDS", "U.S. Digital Service")]
    public void WhatADocumentSaysAnAbbreviationStandsForIsFound(string text, string shortForm, string longForm) =>
        Assert.Equal([new Abbreviation(shortForm, longForm)], Found(text));

    [Theory]
    [InlineData("Read this (see below) and that (2019).")]
    [InlineData("The new director (Smith) left in April (May).")]
    [InlineData("European Union member states (EU) agree.")]
    [InlineData("It ended. Time Off (PTO)")]
    [InlineData("IT: information we need")]
    [InlineData("NOTE: this is not a definition")]
    [InlineData("A – all of it")]
    [InlineData("((((PTO)))) (PTO ( PTO")]
    [InlineData("")]
    public void WhatOnlyLooksLikeADefinitionIsNone(string text) => Assert.Empty(Found(text));

    [Fact]
    public void NoTextStopsIt()
    {
        var random = new Random(7);
        string[] pieces = ["(", ")", "PTO", "paid time off", "\n", ": ", " – ", "|", ". ", "U.S. ", "a", "\ud800", "é", "*", "-", "9", " "];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.All(Found(text), found => Assert.InRange(found.Short.Length, 2, 10));
        }
    }

    private static List<Abbreviation> Found(string text)
    {
        var found = new List<Abbreviation>();
        AbbreviationFinder.Find(text, found.Add);
        return found;
    }
}

using RagDocs.Retrieval.Lexical;

namespace RagDocs.Retrieval.Tests.Lexical;

public sealed class QuotedWordsTests
{
    [Theory]
    [InlineData("what is \"annual leave\"?", "annual leave")]
    [InlineData("„bezahlter Urlaub“ und «congé annuel» and “sick leave”", "bezahlter Urlaub|congé annuel|sick leave")]
    [InlineData("called \"the Methodists?\"", "the Methodists?")]
    [InlineData("「有給休暇」", "有給休暇")]
    public void WhatStandsInQuotationMarksIsQuoted(string question, string quoted) =>
        Assert.Equal(quoted.Split('|'), QuotedWords.In(question).Select(r => question.Substring(r.Start, r.Length)));

    [Theory]
    [InlineData("only \"one mark")]
    [InlineData("a 24\" screen and a 27\" screen")]
    [InlineData("it's the manager's")]
    [InlineData("\"\" \" ? \"")]
    [InlineData("God?\"")]
    public void AMarkWithoutItsPartnerIsPlainText(string question) => Assert.Empty(QuotedWords.In(question));

    [Theory]
    [InlineData("\"annual leave\"", "Ask for ANNUAL\n leave early.", true)]
    [InlineData("\"annual leave\"", "annual leaves", false)]
    [InlineData("\"annual leave\"", "leave, annual", false)]
    [InlineData("\"conge annuel\"", "Le congé annuel", true)]
    [InlineData("\"annual leave\" \"sick pay\"", "annual leave; no pay when sick", false)]
    [InlineData("annual leave", "nothing of it", true)]
    public void TheWordsMustStandSo(string question, string text, bool stand) => Assert.Equal(stand, new ExactWords(question).StandIn("", text));
}

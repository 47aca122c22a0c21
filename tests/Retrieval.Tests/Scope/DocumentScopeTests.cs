using RagDocs.Retrieval.Scope;

namespace RagDocs.Retrieval.Tests.Scope;

public sealed class DocumentScopeTests
{
    [Fact]
    public void ACompanyThatOnlyItsOwnFilingsSpeakOfDecidesAndTheYearTellsThemApart()
    {
        var scope = DocumentScope.Of(new DocumentRankings([], [new NamedWord(1, 2, [1, 2]), new NamedWord(1, 10, [2, 3])], 10));
        Assert.Equal([2L, 1, 3], scope.OrderByDescending(d => d.Value).Select(d => d.Key));
        Assert.Equal(1, scope[2], 1e-9);
    }

    [Fact]
    public void AWordThatEveryoneUsesSaysLittleThoughItStandsInATitle()
    {
        var named = DocumentScope.Of(new DocumentRankings([], [new NamedWord(1, 100, [1])], 100));
        Assert.InRange(named[1], 0.05, 0.15);
    }

    [Fact]
    public void AWordInEveryNameTellsNothing() => Assert.Empty(DocumentScope.Of(new DocumentRankings([], [new NamedWord(1, 2, [1, 2])], 2)));

    [Theory]
    [InlineData("reports/AMCOR_2023Q4-results.pdf", "reports AMCOR 2023Q4 results\nT")]
    [InlineData("v1.2/readme", "v1.2 readme\nT")]
    public void ADocumentGoesByItsFoldersItsFileNameAndItsTitle(string path, string name) => Assert.Equal(name, DocumentName.Of(path, "T"));
}

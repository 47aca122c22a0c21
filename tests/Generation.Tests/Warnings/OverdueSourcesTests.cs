using RagDocs.Generation.Warnings;

namespace RagDocs.Generation.Tests.Warnings;

public sealed class OverdueSourcesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void ASentenceThatRestsOnOverdueDocumentsAloneIsWarnedOf() =>
        Assert.Equal([(0, Today.AddDays(-1))], Find([On(0)], (0, -1)));

    [Fact]
    public void ANewerSourceBesideItIsEnough() => Assert.Empty(Find([On(0, 1)], (0, -1)));

    [Fact]
    public void OtherSentencesDoNotHelp() => Assert.Equal([(0, Today.AddDays(-1))], Find([On(0), On(1)], (0, -1)));

    [Fact]
    public void TheDayItselfIsNotYetTooLate() => Assert.Empty(Find([On(0)], (0, 0)));

    [Fact]
    public void EachDocumentIsNamedOnce() => Assert.Equal([(0, Today.AddDays(-1)), (1, Today.AddDays(-9))], Find([On(0), On(0, 1), On(10)], (0, -1), (1, -9)));

    // Passages 0 and 10 are of one document.
    private static IEnumerable<(int, DateOnly)> Find(IReadOnlyList<Sentence> sentences, params (long Document, int Days)[] due) =>
        OverdueSources.Find(sentences, passage => passage % 10, due.ToDictionary(d => d.Document, d => Today.AddDays(d.Days)), Today);

    private static Sentence On(params int[] passages) => new("Something.", [.. passages.Select(p => new Evidence(p, "Something."))]);
}

using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class SoftMatchTests
{
    private static readonly SoftMatch VacationDays = new(Tests.Library.Embeddings, "How many vacation days do I get?");

    [Fact]
    public void ATextWithEveryTellingWordIsCoveredWholeInAnyOrderAndForm() =>
        Assert.Equal(1, VacationDays.Of("DAYS of Vacation: as many as you like"), 1e-5);

    [Fact]
    public void NearWordsCountInPartAndForeignOnesHardly()
    {
        var near = VacationDays.Of("Annual leave is thirty working hours.");
        var foreign = VacationDays.Of("Printer toner cartridges.");
        Assert.InRange(near, foreign + 0.01, 0.9);
        Assert.InRange(foreign, 0, 0.01);
    }

    [Fact]
    public void StopWordsOfTheQuestionNeitherHelpNorHarm() =>
        Assert.Equal(new SoftMatch(Tests.Library.Embeddings, "vacation days many").Of("vacation"), VacationDays.Of("vacation"), 1e-5);

    [Theory]
    [InlineData("", "text")]
    [InlineData("\u16a0", "text")]
    [InlineData("vacation", "")]
    public void NothingToCompareCoversNothing(string question, string text) =>
        Assert.Equal(0, new SoftMatch(Tests.Library.Embeddings, question).Of(text));
}

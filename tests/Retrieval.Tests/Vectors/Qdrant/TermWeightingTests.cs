using System.Text;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Vectors.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

public sealed class TermWeightingTests
{
    private static readonly TermWeighting Plain = new(1.2, 0.75, 0, 0, 1);

    [Fact]
    public void TheWeightIsBm25WithoutTheIdf()
    {
        var vector = Plain.Of(new Analyzer(), Chunk("zebra zebra kiwi"), averageLength: 6)!;
        var norm = 1.2 * (0.25 + (0.75 * 3 / 6));
        Assert.Equal(2 * 2.2 / (2 + norm), Weight(vector, "zebra"), 1e-6);
        Assert.Equal(1 * 2.2 / (1 + norm), Weight(vector, "kiwi"), 1e-6);
        Assert.Equal(vector.Indices.Order(), vector.Indices);
    }

    [Fact]
    public void AWordInTheTitleCountsAsOftenAsItsWeightSays()
    {
        var weighting = new TermWeighting(1.2, 0, 3, 0, 1);
        var vector = weighting.Of(new Analyzer(), Chunk("kiwi") with { Title = "zebra" }, averageLength: 6)!;
        Assert.Equal(3 * 2.2 / (3 + 1.2), Weight(vector, "zebra"), 1e-6);
    }

    [Fact]
    public void TextWithoutWordsHasNoVector()
    {
        Assert.Null(Plain.Of(new Analyzer(), Chunk("—…—"), averageLength: 6));
        Assert.Null(TermWeighting.OfQuestion("?!", LanguageSet.All));
    }

    [Fact]
    public void AQuestionsTermsAreThoseOfTheText()
    {
        var vector = Plain.Of(new Analyzer(), Chunk("Vacation days per ISO-9001"), averageLength: 6)!;
        var question = TermWeighting.OfQuestion("vacation ISO-9001", LanguageSet.Of(Language.English))!;
        Assert.NotEmpty(question.Indices);
        Assert.All(question.Indices, id => Assert.Contains(id, vector.Indices));
    }

    [Theory]
    [InlineData("", 1572119809u)]
    [InlineData("vacation", 1944023632u)]
    public void NumbersOfTermsNeverChangeBecauseTheyAreStored(string term, uint id) =>
        Assert.Equal(id, TermFrequencies.IdOf(Encoding.UTF8.GetBytes(term)));

    [Fact]
    public void FewTermsShareANumber()
    {
        var ids = Enumerable.Range(0, 300_000).Select(i => TermFrequencies.IdOf(Encoding.UTF8.GetBytes($"term{i}"))).ToHashSet();
        Assert.InRange(ids.Count, 299_950, 300_000);
    }

    private static ChunkContent Chunk(string text) => new(new ChunkPlace(1, 1, 1), "", "", text, null);

    private static double Weight(RagDocs.Retrieval.Vectors.Qdrant.Wire.SparseVector vector, string term)
    {
        var at = vector.Indices.ToList().IndexOf(TermFrequencies.IdOf(Encoding.UTF8.GetBytes(term)));
        return at < 0 ? 0 : vector.Values[at];
    }
}

using RagDocs.Retrieval.Reading;
using RagDocs.Retrieval.Tests.Fusion;

namespace RagDocs.Retrieval.Tests.Reading;

public sealed class ChunkReaderTests
{
    private const string Question = "How long is parental leave?";

    private static readonly ChunkReader HowLong = new(Tests.Library.Embeddings, Question);
    private static readonly string Filler = string.Concat(Enumerable.Repeat("The printer on the second floor needs toner. ", 20));

    private static ReadChunk Read(string text, string heading = "") => HowLong.Read(Found.Chunk(text, heading: heading));

    [Fact]
    public void AnAnswerOfTheAskedKindBesideTheWordsIsWorthMoreThanOneElsewhere()
    {
        var beside = Read("Parental leave is twelve weeks. Toner is ordered by phone.");
        var elsewhere = Read("Parental leave is for parents. Toner lasts twelve weeks.");
        Assert.True(beside.AskedKind > elsewhere.AskedKind + 0.3);
        Assert.Equal(0, Read("Parental leave is for parents.").AskedKind);
        Assert.Equal(beside.Coverage, elsewhere.Coverage, 0.2);
    }

    [Fact]
    public void TheHeadingsCountForASentenceButNotForTheOpening()
    {
        var read = Read("Twelve weeks.", heading: "Parental leave");
        Assert.InRange(read.AskedKind, 0.5, 1);
        Assert.True(read.Opening < read.Coverage - 0.3);
    }

    [Fact]
    public void ALongTextIsAsNearAsItsNearestStretch()
    {
        var (alone, hidden, foreign) = (Read("Parental leave is twelve weeks."), Read($"{Filler}Parental leave is twelve weeks. {Filler}"), Read(Filler));
        var question = Tests.Library.Embeddings.Embed(Question);
        Assert.True(hidden.Window > hidden.Vector.Zip(question, (a, b) => a * b).Sum() + 0.05);
        Assert.True(hidden.Window > foreign.Window);
        Assert.True(alone.Opening > hidden.Opening);
    }

    [Fact]
    public void TheVectorIsTheOneThatIsIndexed()
    {
        var expected = Tests.Library.Embeddings.Embed("t › Leave\nParental leave. Twelve weeks.");
        Assert.All(Read("Parental leave. Twelve weeks.", "Leave").Vector.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void AnEmptyTextHasNothingToSay() => Assert.Equal(0, Read("").AskedKind);
}

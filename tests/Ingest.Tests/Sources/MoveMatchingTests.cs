using RagDocs.Ingest.Sources;

namespace RagDocs.Ingest.Tests.Sources;

public sealed class MoveMatchingTests
{
    [Fact]
    public void ARenamedFolderKeepsItsDuplicatesApart()
    {
        // Every folder holds the same template; only the letters tell which folder went where.
        string[] before = ["north/letter.txt:n", "north/template.txt:t", "south/letter.txt:s", "south/template.txt:t"];
        string[] after = ["cold/letter.txt:n", "cold/template.txt:t", "warm/letter.txt:s", "warm/template.txt:t"];
        Assert.Equal(
            ["north/letter.txt>cold/letter.txt", "north/template.txt>cold/template.txt", "south/letter.txt>warm/letter.txt", "south/template.txt>warm/template.txt"],
            Match(before, after));
    }

    [Fact]
    public void OfEqualFilesTheOneThatKeptItsNameIsTheSame() =>
        Assert.Equal(["a.txt>moved/a.txt", "b.txt>moved/b.txt"], Match(["a.txt:x", "b.txt:x"], ["moved/b.txt:x", "moved/a.txt:x"]));

    [Fact]
    public void OneOfTwoEqualFilesThatIsLeftMovesAndTheOtherIsGone() => Assert.Single(Match(["a.txt:x", "b.txt:x"], ["c.txt:x"]));

    [Fact]
    public void ThousandsOfEqualFilesArePairedOnce()
    {
        var moves = Match([.. Enumerable.Range(0, 3000).Select(i => $"old/{i:0000}.txt:x")], [.. Enumerable.Range(0, 3000).Select(i => $"new/{i:0000}.txt:x")]);
        Assert.Equal(3000, moves.Distinct().Count());
        Assert.Contains("old/0042.txt>new/0042.txt", moves);
    }

    private static List<string> Match(string[] before, string[] after)
    {
        var vanished = before.Select((b, i) => new KnownFile(i, PathOf(b), 1, null, HashOf(b))).ToList();
        var added = after.Select(a => (new ListedFile("/" + PathOf(a), PathOf(a), 1, default), HashOf(a))).ToList();
        return [.. MoveMatching.Match(added, vanished).Select(m => $"{m.From}>{m.To.Path}").Order(StringComparer.Ordinal)];
    }

    private static string PathOf(string file) => file.Split(':')[0];

    private static string HashOf(string file) => file.Split(':')[1];
}

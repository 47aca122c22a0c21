using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Chunking;

/// <summary>What holds for every document, tried on made-up ones: odd lengths, empty sections, cut words, pages that end anywhere.</summary>
public sealed class ChunkerPropertyTests
{
    private static readonly ChunkerOptions Options = new() { TargetTokens = 20, SmallTokens = 8, TableTokens = 25, MaxCharacters = 200 };

    [Fact]
    public void EveryBlockIsInChunksExactlyOnceAndInOrder() => Check(document =>
    {
        var text = ReadText(document);
        var chunks = Split(document);
        var covered = new StringBuilder();
        var end = 0;
        foreach (var place in chunks.Select(c => c.Place))
        {
            Assert.True(place.Start >= end);
            end = place.Start + place.Length;
            covered.Append(text, place.Start, place.Length);
        }

        // A heading is in the path of what follows; where nothing follows on its page, it is a chunk's text.
        var expected = new StringBuilder();
        foreach (var block in document.Blocks)
        {
            if (block.Kind != BlockKind.Heading || IsCovered(block, chunks)) expected.Append(block.Text);
            else Assert.Contains(chunks, c => c.HeadingPath.Contains(block.Text) && c.Place.Page == block.Page);
        }

        Assert.Equal(NonSpace(expected), NonSpace(covered));
    });

    [Fact]
    public void AChunkIsTheReadTextAtItsPlace() => Check(document =>
    {
        var text = ReadText(document);
        foreach (var chunk in Split(document))
        {
            Assert.EndsWith(text.Substring(chunk.Place.Start, chunk.Place.Length), chunk.Text, StringComparison.Ordinal);
            var isTable = document.Blocks.Any(b => b.Kind == BlockKind.Table && b.Start <= chunk.Place.Start && chunk.Place.Start < b.Start + b.Text.Length);
            if (!isTable) Assert.Equal(chunk.Place.Length, chunk.Text.Length);
        }
    });

    [Fact]
    public void NoChunkIsLargerThanItsLimits() => Check(document => Assert.All(Split(document), c =>
    {
        Assert.InRange(c.Text.Length, 1, Options.MaxCharacters);
        Assert.InRange(Some.CountWords(c.Text), 1, Options.TableTokens);
    }));

    [Fact]
    public void NoChunkCrossesAPageOrASection() => Check(document =>
    {
        foreach (var chunk in Split(document))
        {
            var blocks = document.Blocks.Where(b => b.Start < chunk.Place.Start + chunk.Place.Length && b.Start + b.Text.Length > chunk.Place.Start).ToList();
            Assert.All(blocks, b => Assert.Equal(chunk.Place.Page, b.Page));
            Assert.All(blocks, b => Assert.Equal(chunk.HeadingPath, b.HeadingPath));
        }
    });

    [Fact]
    public void RowsOfATableThatWasCutStandBelowItsHeader() => Check(document =>
    {
        foreach (var chunk in Split(document).Where(c => c.Text.Length != c.Place.Length))
        {
            var table = Assert.Single(document.Blocks, b => b.Start < chunk.Place.Start && chunk.Place.Start < b.Start + b.Text.Length);
            Assert.Equal(BlockKind.Table, table.Kind);
            Assert.Equal(table.Text.Split('\n')[0], chunk.Text.Split('\n')[0]);
        }
    });

    [Fact]
    public void ADocumentIsCutTheSameEachTimeAlsoFromItsStoredText() => Check(document =>
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var block in document.Blocks) BlockCodec.Write(writer, block);
        }

        var stored = new BlockSequence(document.Blocks.Count, () => new MemoryStream(bytes.ToArray()));
        var expected = Split(document).Select(Told).ToList();
        Assert.Equal(expected, Split(document).Select(Told));
        Assert.Equal(expected, new Chunker(Options, Some.CountWords).Split(stored).Select(Told));
    });

    [Fact]
    public void EveryRectangleStandsOnItsWord() => Check(document =>
    {
        foreach (var chunk in Split(document))
        {
            Assert.All(chunk.Words, w => Assert.DoesNotContain(chunk.Text.Substring(w.Start, w.Length), char.IsWhiteSpace));
        }
    });

    private static IReadOnlyList<ChunkDraft> Split(DocumentText document) => new Chunker(Options, Some.CountWords).Split(document);

    private static string Told(ChunkDraft chunk) =>
        $"{chunk.Text}|{string.Join('/', chunk.HeadingPath)}|{chunk.Place}|{string.Join(' ', WordBoxPacking.Pack(chunk.Words) ?? [])}";

    private static bool IsCovered(Block block, IReadOnlyList<ChunkDraft> chunks) =>
        chunks.Any(c => c.Place.Start <= block.Start && block.Start < c.Place.Start + c.Place.Length);

    private static string ReadText(DocumentText document) => string.Join("\n\n", document.Blocks.Select(b => b.Text));

    private static string NonSpace(StringBuilder text) => string.Concat(text.ToString().Where(c => !char.IsWhiteSpace(c)));

    private static void Check(Action<DocumentText> property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true), Prop.ForAll(Documents().ToArbitrary(), property));

    private static Gen<DocumentText> Documents() =>
        from blocks in Blocks().NonEmptyListOf()
        from pageEvery in Gen.Choose(0, 4)
        select Some.Document([.. blocks.Select((b, i) => pageEvery == 0 ? b : OnPage(b, 1 + i / pageEvery, i)).Select((b, i) => b.Kind == BlockKind.Heading ? b with { Text = $"{b.Text} h{i}" } : b)]);

    private static Block OnPage(Block block, int page, int index) => block with { Page = page, Words = block.Kind == BlockKind.Heading ? [] : Boxes(block.Text, index) };

    private static List<WordBox> Boxes(string text, int index)
    {
        var words = new List<WordBox>();
        for (var start = 0; start < text.Length; start++)
        {
            if (char.IsWhiteSpace(text[start])) continue;
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            words.Add(new WordBox(start, end - start, index / 1000f, 0, 0, 0));
            start = end;
        }

        return words;
    }

    private static Gen<Block> Blocks() => Gen.Frequency(
        (2, from level in Gen.Choose(1, 4) from text in Sentence(5) select Some.Heading(level, text)),
        (5, from sentences in Sentence(30).NonEmptyListOf() select Some.Paragraph(string.Join(' ', sentences.Take(6)))),
        (1, from items in Sentence(30).NonEmptyListOf() select Some.Block(BlockKind.List, string.Join('\n', items.Take(9).Select(i => "- " + i)))),
        (1, from rows in Row().NonEmptyListOf() select Some.Block(BlockKind.Table, string.Join('\n', rows.Take(12)))),
        (1, from lines in Sentence(9).NonEmptyListOf() select Some.Block(BlockKind.Code, string.Join('\n', lines.Take(20)))));

    private static Gen<string> Row() => from cells in Sentence(4).ListOf(3) select string.Join(" | ", cells);

    private static Gen<string> Sentence(int longest) =>
        from count in Gen.Choose(1, longest)
        from words in Word().ListOf(count)
        select string.Join(' ', words) + ".";

    // Some words are longer than a whole chunk.
    private static Gen<string> Word() => Gen.Frequency(
        (30, Gen.Elements("tax", "Profit", "1,234.5", "e.g.", "Zürich", "U.S.", "naïve", "(2)", "𝒳𝒴")),
        (1, from length in Gen.Choose(150, 500) select new string('x', length)));
}

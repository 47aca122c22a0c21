using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Reading;
using RagDocs.Retrieval.Tests.Embedding;
using RagDocs.Retrieval.Tests.Fusion;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Reading;

public sealed class TokenizedTextsTests : LibraryTest
{
    private static TokenizedTexts Keeping(long bytes) => new(Tests.Library.Embeddings.Tokenizer, bytes);

    [Fact]
    public void ATextIsReadOnceAsLongAsItIsKept()
    {
        var (texts, chunk) = (Keeping(1 << 20), Found.Chunk("Annual leave is thirty days.", heading: "Leave"));
        var read = texts.Of(chunk);
        Assert.Same(read, texts.Of(chunk with { Score = 2 }));
        Assert.NotSame(read, Keeping(0).Of(chunk));
        Assert.Equal(read.Tokens, Keeping(0).Of(chunk).Tokens);
    }

    [Fact]
    public void AnotherTextUnderTheSameNumberIsReadAnew()
    {
        var (texts, chunk) = (Keeping(1 << 20), Found.Chunk("Annual leave is thirty days."));
        texts.Of(chunk);
        foreach (var other in (FoundChunk[])[chunk with { Text = "Annual leave is twenty days." }, chunk with { HeadingPath = "Leave" }, chunk with { Title = "u" }])
        {
            Assert.Equal(TokenizedText.Of(Tests.Library.Embeddings.Tokenizer, other).Tokens, texts.Of(other).Tokens);
        }
    }

    [Fact]
    public void TokensOfALargeVocabularyAreKeptWhole()
    {
        using var folder = new TempFolder();
        TinyModel.Write(folder, "F32");
        folder.Write("tokenizer.json", File.ReadAllText(folder.File("tokenizer.json")).Replace("\"pay\":3", "\"pay\":70000", StringComparison.Ordinal));
        var chunk = Found.Chunk("Leave pay. Pay leave.") with { Title = "", HeadingPath = "" };
        Assert.Equal([2, 70_000, 70_000, 2], TokenizedText.Of(WordPieceTokenizer.Load(folder.File("tokenizer.json")), chunk).Tokens);
    }

    [Fact]
    public void NoMoreIsKeptThanWasAllowed()
    {
        const long most = 50_000;
        var texts = Keeping(most);
        var often = Found.Chunk("Asked for again and again.", ordinal: 0);
        var kept = texts.Of(often);
        for (var i = 1; i < 1_000; i++)
        {
            texts.Of(Found.Chunk($"Rule number {i} of the house. It has two sentences.", ordinal: i));
            Assert.InRange(texts.Bytes, 1, most);
            Assert.Same(kept, texts.Of(often));
        }

        Assert.NotEmpty(texts.Of(Found.Chunk(string.Concat(Enumerable.Repeat("word ", 100_000)), ordinal: 2_000)).Tokens);
        Assert.InRange(texts.Bytes, 0, most);
    }

    [Fact]
    public async Task WhatMayNotBeReadAnyMoreIsNotFoundAlthoughItsTextWasRead()
    {
        var moved = await Library.AddAsync("salaries.md", ["The director's salary is high."]);
        var removed = await Library.AddAsync("pay.md", ["The director's pay is high."]);
        var scope = SearchScope.Of([moved.CollectionId, removed.CollectionId]);
        Assert.Equal(2, (await Library.SearchAsync("director salary", scope)).Passages.Count);
        var secret = await Library.CollectionAsync();
        await using var db = Library.Catalog.CreateDbContext();
        (await db.Documents.FindAsync(moved.Id))!.CollectionId = secret;
        await db.SaveChangesAsync();
        Assert.Equal([removed.Id], (await Library.SearchAsync("director salary", scope)).Passages.Select(p => p.DocumentId));
        await Library.Index.RemoveAsync(removed.Id, CancellationToken.None);
        Assert.Empty((await Library.SearchAsync("director salary", scope)).Passages);
    }
}

using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Store;

public sealed class CommitWatchTests : LibraryTest
{
    [Fact]
    public async Task WhatAnyConnectionCommitsShows()
    {
        using var watch = new CommitWatch(Library.Catalog);
        var before = watch.Commits();
        Assert.Equal(before, watch.Commits());
        await using var db = Library.Catalog.CreateDbContext();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await Some.SourceAsync(db);
            Assert.Equal(before, watch.Commits());
            await transaction.CommitAsync();
        }

        var after = watch.Commits();
        Assert.NotEqual(before, after);
        Assert.Equal(after, watch.Commits());
    }

    [Fact]
    public async Task AnotherActiveGenerationIsTheActiveOneAtOnce()
    {
        var first = await Library.Generations.ActiveAsync(CancellationToken.None);
        Assert.Same(first, await Library.Generations.ActiveAsync(CancellationToken.None));
        await using var db = Library.Catalog.CreateDbContext();
        await db.IndexGenerations.ExecuteUpdateAsync(g => g.SetProperty(x => x.State, GenerationState.Retired));
        db.Add(new IndexGeneration { Model = "m", ModelHash = "h", Dimensions = 8, Chunker = "", State = GenerationState.Active });
        await db.SaveChangesAsync();
        var second = await Library.Generations.ActiveAsync(CancellationToken.None);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(8, second.Dimensions);
        Assert.Null(second.Model);
    }

    [Fact]
    public async Task ADocumentIsFoundByTheFirstSearchAfterItsCommit()
    {
        for (var i = 0; i < 20; i++)
        {
            var added = await Library.AddAsync($"{i}.md", [$"Rule {i} concerns department number {i} alone."]);
            Assert.Contains((await Library.SearchAsync($"rule {i} department number {i}")).Passages, p => p.DocumentId == added.Id);
        }
    }
}

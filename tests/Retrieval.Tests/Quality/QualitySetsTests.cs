using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Quality;

public sealed class QualitySetsTests : QualityTest
{
    [Fact]
    public async Task ASetIsRenamedAndDeletedWithItsQuestionsAndItsHistory()
    {
        await AskForLeaveAsync();
        await RunAsync();
        await Sets.RenameAsync(Set, " Everybody ", CancellationToken.None);
        var line = Assert.Single(await Sets.ListAsync(CancellationToken.None));
        Assert.Equal(("Everybody", 1, 1.0), (line.Name, line.Questions, line.LastRun!.Ndcg));

        await Sets.DeleteAsync(Set, CancellationToken.None);

        Assert.Empty(await Sets.ListAsync(CancellationToken.None));
        await using var db = Library.Catalog.CreateDbContext();
        Assert.False(await db.QualityQuestions.AnyAsync(TestContext.Current.CancellationToken));
        Assert.False(await db.QualityRuns.AnyAsync(TestContext.Current.CancellationToken));
        Assert.False(await db.Set<ExpectedPlace>().AnyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ANameIsGivenOnceAndIsNotEmpty()
    {
        await Assert.ThrowsAsync<QualitySetException>(() => Sets.CreateAsync("Staff", CancellationToken.None));
        await Assert.ThrowsAsync<QualitySetException>(() => Sets.CreateAsync("  ", CancellationToken.None));
        await Sets.RenameAsync(Set, "Staff", CancellationToken.None);
    }

    [Fact]
    public async Task WhatCannotBeMeasuredIsNotSaved()
    {
        var gone = new NewPlace(4711, null, "");
        var place = new NewPlace(Documents["leave.md"].Id, null, "");
        await Assert.ThrowsAsync<QualitySetException>(() => Sets.AddAsync(Set, "Why?", null, [], CancellationToken.None));
        await Assert.ThrowsAsync<QualitySetException>(() => Sets.AddAsync(Set, " ", null, [place], CancellationToken.None));
        await Assert.ThrowsAsync<QualitySetException>(() => Sets.AddAsync(Set, "Why?", null, [gone], CancellationToken.None));
        await Assert.ThrowsAsync<QualitySetException>(() => Sets.AddAsync(4711, "Why?", null, [place], CancellationToken.None));
        Assert.Empty(await Sets.QuestionsAsync(Set, CancellationToken.None));
    }

    [Fact]
    public async Task AQuestionShowsItsPlacesAndWhetherTheirDocumentsAreThere()
    {
        var id = await AskForLeaveAsync();
        await RemoveAsync("leave.md");
        var question = Assert.Single(await Sets.QuestionsAsync(Set, CancellationToken.None));
        Assert.Equal((id, LeaveQuestion, false), (question.Id, question.Text, question.CanBeMeasured));
        Assert.Equal(("leave.md", LeaveQuote, false), (question.Places[0].Path, question.Places[0].Quote, question.Places[0].IsThere));

        await Sets.RemoveQuestionAsync(id, CancellationToken.None);

        Assert.Empty(await Sets.QuestionsAsync(Set, CancellationToken.None));
    }

    [Fact]
    public async Task WhatWasExportedIsTheSameQuestionWhenItIsImported()
    {
        await AskForLeaveAsync();
        var canteen = Documents["canteen.md"];
        await Sets.AddAsync(
            Set, "Wann öffnet <die> Kantine?", canteen.CollectionId,
            [new NewPlace(canteen.Id, 7, ""), new NewPlace(canteen.Id, null, "opens at eleven")], CancellationToken.None);
        using var file = new StringWriter();
        await Sets.ExportAsync(Set, file, CancellationToken.None);
        var copy = await Sets.CreateAsync("Copy", CancellationToken.None);

        var imported = await ImportAsync(copy, file.ToString());

        Assert.Equal((2, 0), (imported.Added, imported.Replaced));
        Assert.Empty(imported.Problems);
        var (saved, again) = (await Sets.QuestionsAsync(Set, CancellationToken.None), await Sets.QuestionsAsync(copy, CancellationToken.None));
        Assert.Equal(saved.Select(q => (q.Text, q.CollectionId)), again.Select(q => (q.Text, q.CollectionId)));
        Assert.Equal(saved.SelectMany(q => q.Places), again.SelectMany(q => q.Places));
        Assert.Contains("Wann öffnet", file.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnImportTellsWhichLinesItCouldNotTake()
    {
        await Library.AddAsync("leave.md", ["Another document of the same path in another collection."]);
        var imported = await ImportAsync(Set, """
            {"id": "1", "question": "Where is the yard?", "answerable": true, "evidence": [{"file": "parking.md", "quote": "in the yard"}]}
            not a question

            {"id": "2", "question": "What melts?", "answerable": false, "evidence": []}
            {"id": "3", "question": "Where?", "answerable": true, "evidence": [{"file": "nowhere.md"}]}
            {"id": "4", "question": "How much leave?", "answerable": true, "evidence": [{"file": "leave.md"}]}
            {"id": "5", "question": "Who?", "answerable": true, "collection": "None", "evidence": [{"file": "parking.md"}]}
            {"id": "6", "question": null, "answerable": true, "evidence": [null]}
            """);
        Assert.Equal((1, 0), (imported.Added, imported.Replaced));
        string[] begin =
        [
            "Line 2: this is not", "Line 4: its answer", "Line 5: there is no document “nowhere.md”", "Line 6: there are 2 documents “leave.md”",
            "Line 7: there is no collection “None”", "Line 8: this is not",
        ];
        Assert.Equal(begin.Length, imported.Problems.Count);
        Assert.All(begin.Zip(imported.Problems), p => Assert.StartsWith(p.First, p.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AQuestionImportedAgainGetsTheFilesPlacesAndStaysTheSameQuestion()
    {
        var id = await AskForLeaveAsync();
        var imported = await ImportAsync(Set, $$"""{"id": "1", "question": "{{LeaveQuestion}}", "answerable": true, "evidence": [{"file": "travel.md"}]}""");
        Assert.Equal((0, 1), (imported.Added, imported.Replaced));
        var question = Assert.Single(await Sets.QuestionsAsync(Set, CancellationToken.None));
        Assert.Equal((id, "travel.md"), (question.Id, Assert.Single(question.Places).Path));
    }

    private async Task<ImportedQuestions> ImportAsync(long set, string lines)
    {
        using var reader = new StringReader(lines);
        return await Sets.ImportAsync(set, reader, CancellationToken.None);
    }

    private async Task RemoveAsync(string path)
    {
        await using var db = Library.Catalog.CreateDbContext();
        await db.Documents.Where(d => d.Path == path).ExecuteUpdateAsync(d => d.SetProperty(x => x.RemovedAt, DateTimeOffset.UnixEpoch));
    }
}

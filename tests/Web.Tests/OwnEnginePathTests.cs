using System.Runtime.InteropServices;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>From a question to an answer that a model in the models folder writes: nonsense, but cited by grammar.</summary>
public sealed class OwnEnginePathTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private RunningService? _service;

    [Fact]
    public async Task AModelDroppedIntoTheFolderAnswersWithCitationsOfOfferedPassages()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "The tests' native libraries are for Linux on x64.");
        _service = await RunningService.StartAsync(_folder.Path);
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        await _service.UploadAsync(admin, await _service.CollectionAsync("HR", open: true), ("leave.md", "# Leave\n\nFive unused days may be transferred."));
        var before = await AnswerStream.AskAsync(admin, "How many unused days may be transferred?");
        Assert.Equal("extractive", before[^1].Data.GetProperty("answerer").GetString());

        var model = _folder.File("models/tiny.gguf");
        TinyMistral.Write(model);
        // A file that has just changed may still be being copied, and is not used yet.
        File.SetLastWriteTimeUtc(model, new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc));
        var events = await AnswerStream.AskAsync(admin, "How many unused days may be transferred?");

        Assert.Equal("end", events[^1].Name);
        Assert.NotEqual("extractive", events[^1].Data.GetProperty("answerer").GetString());
        var sentences = events.Where(e => e.Name == "sentence").ToList();
        Assert.True(sentences.Count > 0 || events.Exists(e => e.Name == "refused"));
        Assert.All(sentences, s => Assert.Equal([1], s.Data.GetProperty("citations").EnumerateArray().Select(n => n.GetInt32())));
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        _folder.Dispose();
    }
}

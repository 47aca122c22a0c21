using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval.Access;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.LanguageModels;

public sealed class AnswerersTests
{
    private static readonly Question Asked = new("How long?", SearchScope.Everything);

    private static readonly OpenAiEndpoint Local = new(new Uri("http://engine"), "mistral-7b") { Socket = "/tmp/none.sock", Title = "Mistral 7B" };

    private OpenAiEndpoint? _local;
    private ModelKind? _wanted;

    [Fact]
    public async Task WithoutAnyModelTheDocumentsOwnSentencesAnswer()
    {
        var answerers = Answerers(new());
        Assert.Equal("scripted", (await answerers.ChooseAsync(Asked, CancellationToken.None)).Name);
        Assert.Equal(Generation.Answerers.Extractive, answerers.Expected);
        Assert.Equal(ModelKind.Chat, _wanted);
    }

    [Fact]
    public async Task AModelInstalledWhileRunningAnswersTheNextQuestion()
    {
        var answerers = Answerers(new());
        await answerers.ChooseAsync(Asked, CancellationToken.None);
        _local = Local;

        Assert.Equal("Mistral 7B", (await answerers.ChooseAsync(Asked, CancellationToken.None)).Name);
        Assert.Equal("Mistral 7B", answerers.Expected);
    }

    [Fact]
    public async Task ANamedServerGoesBeforeTheLocalEngine()
    {
        _local = Local;
        var answerers = Answerers(new() { Remote = new() { Address = "http://gpu-7:8000/v1/", Model = "mixtral" } });
        Assert.Equal("mixtral", (await answerers.ChooseAsync(Asked, CancellationToken.None)).Name);
        Assert.Equal("mixtral", answerers.Expected);
        Assert.Null(_wanted);
    }

    [Fact]
    public async Task AnAskerMayDoWithoutTheModel()
    {
        _local = Local;
        Assert.Equal("scripted", (await Answerers(new()).ChooseAsync(Asked with { WithoutModel = true }, CancellationToken.None)).Name);
        Assert.Null(_wanted);
    }

    [Fact]
    public void AKeyFileIsReadForEachQuestionAndAMissingOneIsNamed()
    {
        using var folder = new TempFolder();
        var remote = new RemoteModelOptions { Address = "http://gpu-7:8000/v1", Model = "m", ApiKeyFile = folder.Write("key", "one\n") };
        Assert.Equal("one", remote.ToEndpoint().ApiKey);
        folder.Write("key", "two");
        Assert.Equal("two", remote.ToEndpoint().ApiKey);
        Assert.Equal("http://gpu-7:8000/", remote.ToEndpoint().Address.ToString());

        remote.ApiKeyFile = folder.File("no-key");

        Assert.Contains("no-key", Assert.Throws<ModelServerException>(remote.ToEndpoint).Message, StringComparison.Ordinal);
    }

    private Answerers Answerers(LanguageModelOptions options) => new(
        new ScriptedAnswerer(),
        (kind, _) =>
        {
            _wanted = kind;
            return Task.FromResult(_local);
        },
        () => _local?.Title, new ModelServerConnections(new ModelServerOptions(), TimeProvider.System), Options.Create(options), PromptLibrary.Standard, TimeProvider.System,
        NullLogger<Answerers>.Instance);
}

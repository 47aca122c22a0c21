using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Download;

namespace RagDocs.Generation.Tests.Models;

public sealed class DownloadSwitchTests
{
    [Fact]
    public void DownloadsAreOffUntilAnAdministratorAllowsThem()
    {
        using var bench = new ModelBench();

        Assert.Contains("models allow-downloads on", Assert.Throws<ModelsException>(bench.Switch.Require).Message, StringComparison.Ordinal);
        bench.Switch.Set(true, "anna");
        Assert.True(new DownloadSwitch(bench.Store, Microsoft.Extensions.Options.Options.Create(bench.Options), bench.Time).IsOn);
        bench.Switch.Set(false, "anna");
        Assert.False(bench.Switch.IsOn);
    }

    [Fact]
    public void TheConfigurationCanForbidThemForGood()
    {
        using var bench = new ModelBench(new ModelOptions { AllowDownloads = false });

        Assert.Throws<ModelsException>(() => bench.Switch.Set(true, "anna"));
        Assert.Contains("configuration", Assert.Throws<ModelsException>(bench.Switch.Require).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithDownloadsOffNoServerIsAsked()
    {
        await using var server = await ModelServer.StartAsync([]);
        using var bench = new ModelBench(new ModelOptions { BaseAddress = server.Address });

        await Assert.ThrowsAsync<ModelsException>(() => bench.Download.PullAsync(bench.List.Models[0], "anna", acceptNewHash: false, null, CancellationToken.None));
        Assert.Empty(server.Requests);
    }
}

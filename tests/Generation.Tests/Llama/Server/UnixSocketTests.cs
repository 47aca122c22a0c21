using System.Net.Sockets;
using System.Runtime.Versioning;
using RagDocs.Generation.Llama;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Llama.Server;

[UnsupportedOSPlatform("windows")]
public sealed class UnixSocketTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "run", "engine.sock");

    [Fact]
    public async Task OnlyTheOwnerMayConnectAndTheFileGoesWithTheServer()
    {
        await using (var server = await StartAsync())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(System.IO.Path.GetDirectoryName(Path)!));
            Assert.Equal("loading", (await server.GetAsync("/health")).Body.GetProperty("status").GetString());
        }

        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task WhatAKilledEngineLeftIsReplaced()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixDomainSocketEndPoint(Path));
        // Disposing would remove the file; a killed process does not.
        var moved = Path + "2";
        File.Move(Path, moved);
        dead.Dispose();
        File.Move(moved, Path);
        await using var server = await StartAsync();
        Assert.Equal("loading", (await server.GetAsync("/health")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task AnEngineThatAnswersIsNotPushedAside()
    {
        await using var first = await StartAsync();
        var refused = await Assert.ThrowsAsync<LlamaException>(StartAsync);
        Assert.Contains("Another engine answers", refused.Message, StringComparison.Ordinal);
        Assert.Equal("loading", (await first.GetAsync("/health")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task AFileIsNeverRemoved()
    {
        _folder.Write("run/engine.sock", "precious");
        await Assert.ThrowsAsync<LlamaException>(StartAsync);
        Assert.Equal("precious", await File.ReadAllTextAsync(Path));
    }

    [Fact]
    public async Task AFolderThatOthersMayWriteInIsRefused()
    {
        var folder = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        folder.UnixFileMode |= UnixFileMode.OtherWrite;
        Assert.Contains("Others may write", (await Assert.ThrowsAsync<LlamaException>(StartAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APathThatIsTooLongIsSaidSo()
    {
        var path = System.IO.Path.Combine(_folder.Path, new string('a', 120));
        var refused = await Assert.ThrowsAsync<LlamaException>(() => RunningServer.StartAsync(o => o with { Listen = null, Socket = path }));
        Assert.Contains("too long", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunningServer> StartAsync() => RunningServer.StartAsync(o => o with { Listen = null, Socket = Path });
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Sources.Uploads;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>Large files in pieces: what has arrived stays.</summary>
public sealed class UploadSessionTests
{
    private static readonly byte[] File = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 4000).Select(i => $"Line {i} of a long file.\n")));

    [Fact]
    public async Task AFileSentInPiecesIsTheFile()
    {
        await using var service = await RunningService.StartAsync();
        var client = await service.SignedInAsync("admin", UserRole.Administrator);
        var opened = await OpenAsync(service, client);
        Assert.Equal(0, opened.Offset);
        await PieceAsync(client, opened.Id, 0, 40_000);
        await PieceAsync(client, opened.Id, 40_000, 40_000);
        var done = await PieceAsync(client, opened.Id, 80_000, File.Length - 80_000);
        Assert.Equal("Added", done!.File!.Outcome);
        await service.UntilIdleAsync();
        var document = await DocumentAsync(service);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(File)), DocumentState.Indexed), (document.ContentHash, document.State));
        Assert.Equal(opened.Run, document.RunId);
    }

    [Fact]
    public async Task AfterACutConnectionTheUploadGoesOnWhereItEnded()
    {
        await using var service = await RunningService.StartAsync();
        var client = await service.SignedInAsync("admin", UserRole.Administrator);
        var opened = await OpenAsync(service, client);
        await CutAsync(service, client, opened.Id, announced: 60_000, sent: 25_000);

        var offset = await UntilAsync(client, opened.Id, o => o >= 25_000);
        Assert.Equal(25_000, offset);
        await UntilFreeAsync(client, opened.Id, offset);
        await PieceAsync(client, opened.Id, offset, File.Length - (int)offset);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File)), (await DocumentAsync(service)).ContentHash);
    }

    [Fact]
    public async Task AfterARestartTheUploadGoesOnToo()
    {
        using var data = new TempFolder();
        string id;
        await using (var first = await RunningService.StartAsync(data.Path))
        {
            var client = await first.SignedInAsync("admin", UserRole.Administrator);
            id = (await OpenAsync(first, client)).Id;
            await PieceAsync(client, id, 0, 50_000);
        }

        await using var second = await RunningService.StartAsync(data.Path);
        var again = second.Client();
        await RunningService.SignInAsync(again, "admin", RunningService.Password);
        Assert.Equal(50_000, await OffsetAsync(again, id));
        await PieceAsync(again, id, 50_000, File.Length - 50_000);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File)), (await DocumentAsync(second)).ContentHash);
    }

    [Fact]
    public async Task APieceThatDoesNotFitIsRefusedWithTheOffsetItShouldHave()
    {
        await using var service = await RunningService.StartAsync();
        var client = await service.SignedInAsync("admin", UserRole.Administrator);
        var opened = await OpenAsync(service, client);
        await PieceAsync(client, opened.Id, 0, 10_000);
        foreach (var wrong in new[] { 0, 9_999, 10_001 })
        {
            var answer = await SendAsync(client, opened.Id, wrong, new byte[100]);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains("10000", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, opened.Id, 10_000, new byte[File.Length])).StatusCode);
    }

    [Fact]
    public async Task AnAnswerThatWasLostCanBeAskedForAgain()
    {
        await using var service = await RunningService.StartAsync();
        var client = await service.SignedInAsync("admin", UserRole.Administrator);
        var opened = await OpenAsync(service, client);
        await PieceAsync(client, opened.Id, 0, File.Length);
        var later = await client.GetFromJsonAsync<UploadState>($"/api/uploads/{opened.Id}");
        Assert.Equal((File.Length, "Added"), (later!.Offset, later.File!.Outcome));
        Assert.Equal("Added", (await PieceAsync(client, opened.Id, File.Length, 0))!.File!.Outcome);
        await using var db = await ContextAsync(service);
        Assert.Equal(1, await db.Documents.CountAsync());
    }

    [Fact]
    public async Task SomebodyElsesUploadIsNotThere()
    {
        await using var service = await RunningService.StartAsync();
        var opened = await OpenAsync(service, await service.SignedInAsync("admin", UserRole.Administrator));
        var other = await service.SignedInAsync("other", UserRole.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/uploads/{opened.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(other, opened.Id, 0, [1])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.DeleteAsync($"/api/uploads/{opened.Id}")).StatusCode);
        var member = await service.SignedInAsync("member");
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync($"/api/uploads/{opened.Id}")).StatusCode);
    }

    [Theory]
    [InlineData("..%2F..%2Fragdocs.db")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("x")]
    public async Task AnIdIsNeverAPath(string id)
    {
        await using var service = await RunningService.StartAsync();
        var client = await service.SignedInAsync("admin", UserRole.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/uploads/{id}")).StatusCode);
    }

    [Fact]
    public async Task ATooLargeFileIsRefusedBeforeAByteIsSent()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string?> { ["Ingest:MaxFileBytes"] = "1048576" });
        var client = await service.SignedInAsync("admin", UserRole.Administrator);
        var collection = await service.CollectionAsync("HR", open: true);
        var answer = await client.PostAsJsonAsync($"/api/collections/{collection}/uploads", new { path = "large.txt", size = 1048577 });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task ADiskThatCannotHoldTheFileIsSaidBeforeAByteIsSent()
    {
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string?> { ["Ingest:MaxFileBytes"] = long.MaxValue.ToString(CultureInfo.InvariantCulture) });
        var client = await service.SignedInAsync("admin", UserRole.Administrator);
        var collection = await service.CollectionAsync("HR", open: true);
        var answer = await client.PostAsJsonAsync($"/api/collections/{collection}/uploads", new { path = "huge.txt", size = 1L << 60 });
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
    }

    [Fact]
    public async Task AnUploadNobodyGoesOnWithIsForgotten()
    {
        using var data = new TempFolder();
        await using var service = await RunningService.StartAsync(data.Path);
        var client = await service.SignedInAsync("admin", UserRole.Administrator);
        var opened = await OpenAsync(service, client);
        await PieceAsync(client, opened.Id, 0, 10);
        foreach (var file in Directory.GetFiles(Path.Combine(data.Path, "uploads"))) System.IO.File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/uploads/{opened.Id}")).StatusCode);
        service.Services.GetRequiredService<UploadSessions>().DropExpired();
        Assert.Empty(Directory.GetFiles(Path.Combine(data.Path, "uploads")));
    }

    private static async Task<UploadState> OpenAsync(RunningService service, HttpClient client)
    {
        var collection = await service.CollectionAsync("HR", open: true);
        var answer = await client.PostAsJsonAsync($"/api/collections/{collection}/uploads", new { path = "folder/long.txt", size = File.Length });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<UploadState>())!;
    }

    private static async Task<UploadState?> PieceAsync(HttpClient client, string id, long offset, int length)
    {
        var answer = await SendAsync(client, id, offset, File[(int)offset..((int)offset + length)]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<UploadState>();
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string id, long offset, byte[] piece)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{id}") { Content = new ByteArrayContent(piece) };
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        return client.SendAsync(request);
    }

    private static async Task<long> OffsetAsync(HttpClient client, string id)
    {
        var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/api/uploads/{id}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    // Until the server has noticed that the connection is gone, the session is busy and the client told to ask again.
    private static async Task UntilFreeAsync(HttpClient client, string id, long offset)
    {
        while ((await SendAsync(client, id, offset, [])).StatusCode == HttpStatusCode.Conflict) await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    private static async Task<long> UntilAsync(HttpClient client, string id, Func<long, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var offset = await OffsetAsync(client, id);
            if (reached(offset)) return offset;
            await Task.Delay(50, patience.Token);
        }
    }

    // By hand over a socket, which is reset in the middle of the body.
    private static async Task CutAsync(RunningService service, HttpClient signedIn, string id, int announced, int sent)
    {
        using var probe = await signedIn.GetAsync("/library");
        var cookies = RunningService.CookiesOf(signedIn, service.Address);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, service.Address.Port);
        var stream = socket.GetStream();
        var head = $"PATCH /api/uploads/{id} HTTP/1.1\r\nHost: {service.Address.Authority}\r\nCookie: {cookies}\r\nUpload-Offset: 0\r\nContent-Length: {announced}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(File.AsMemory(0, sent));
        await stream.FlushAsync();
        await UntilAsync(signedIn, id, o => o >= sent);
        socket.Client.LingerState = new LingerOption(true, 0);
    }

    private static async Task<Document> DocumentAsync(RunningService service)
    {
        await using var db = await ContextAsync(service);
        return await db.Documents.AsNoTracking().SingleAsync();
    }

    private static Task<RagDocsDbContext> ContextAsync(RunningService service) =>
        service.Services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();

    private sealed record UploadState(string Id, long Run, long Offset, UploadedFile? File);
}

using System.Net;
using System.Net.Http.Headers;

namespace RagDocs.Generation.Models.Download;

/// <summary>One request for what is still missing of a file.</summary>
internal sealed class DownloadAttempt(DownloadHttp http, DownloadPart part, string folder, FreeSpaceProbe freeSpace, DownloadRetry retry, TimeProvider time)
{
    /// <summary>Reads to the end of the file.</summary>
    /// <exception cref="DownloadBroken">It broke off; what arrived is kept.</exception>
    /// <exception cref="ModelsException">Another try would not help.</exception>
    public async Task RunAsync(Uri address, long expected, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(retry.Patience);
        try
        {
            var version = part.Length > 0 ? part.Version : null;
            using var response = await http.GetAsync(address, request => AskForRest(request, version), patience.Token);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && response.Content.Headers.ContentRange?.Length == part.Length)
            {
                await part.ContinueAsync(cancellationToken); // It was all there already.
                return;
            }

            var total = await BeginAsync(response, patience.Token);
            DiskSpace.Require(freeSpace, folder, (total ?? expected) - part.Length);
            await CopyAsync(response, total, total ?? expected * 2, progress, patience);
            if (total is { } all && part.Length != all) throw new DownloadBroken($"{part.Length} of {all} bytes came");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DownloadBroken($"nothing came for {retry.Patience.TotalSeconds:0} s");
        }
        catch (HttpRequestException failure)
        {
            throw new DownloadBroken(failure.Message);
        }
    }

    private void AskForRest(HttpRequestMessage request, string? version)
    {
        if (version is null) return;
        request.Headers.Range = new RangeHeaderValue(part.Length, null);
        request.Headers.TryAddWithoutValidation("If-Range", version);
    }

    /// <returns>Length of the whole file, when the server says it.</returns>
    private async Task<long?> BeginAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange is { From: { } from } range && from == part.Length:
                await part.ContinueAsync(cancellationToken);
                return range.Length;
            case HttpStatusCode.OK:
                // The first try, no ranges there, or the file changed: what is here belongs to another version.
                part.Restart(VersionOf(response));
                return response.Content.Headers.ContentLength;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                part.Restart(null);
                throw new DownloadBroken("the server sent another part than asked for");
            default:
                throw Refused(response);
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, long? total, long most, IProgress<TransferProgress>? progress, CancellationTokenSource patience)
    {
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        var meter = new TransferMeter(part.Length, total, progress, time);
        meter.Report();
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await ReadAsync(body, buffer, patience.Token)) > 0)
        {
            patience.CancelAfter(retry.Patience);
            await part.AppendAsync(buffer.AsMemory(0, read), patience.Token);
            meter.Add(read);
            if (part.Length > most) throw new ModelsException($"The server sends more than the {Size.Of(most)} that the file may have. Check Models:BaseAddress.");
        }

        meter.Report();
    }

    // Only reading is the network's fault; a failed write (disk full) must not be tried again.
    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException failure)
        {
            throw new DownloadBroken(failure.Message);
        }
    }

    // A weak tag does not promise the same bytes, so it is no ground to go on from.
    private static string? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag is { } tag ? tag.IsWeak ? null : tag.Tag : response.Content.Headers.LastModified?.ToString("R");

    private Exception Refused(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is 408 or 429 or >= 500) return new DownloadBroken($"the server answered {status}", AskedFor(response.Headers.RetryAfter));
        return new ModelsException(status switch
        {
            401 or 403 => $"{response.RequestMessage!.RequestUri!.Host} does not give the file to everybody ({status}): its publisher wants its terms accepted there first. Download it in a browser, then: models import PATH.",
            404 => $"{response.RequestMessage!.RequestUri} does not exist. It may have moved: look at the publisher's page and import the file (models import PATH).",
            407 => DownloadHttp.ProxyWantsPassword,
            _ => $"{response.RequestMessage!.RequestUri!.Host} answered {status}. Check Models:BaseAddress and Models:Proxy.",
        });
    }

    private TimeSpan? AskedFor(RetryConditionHeaderValue? wait) => wait switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}

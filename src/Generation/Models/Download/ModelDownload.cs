using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models.Download;

/// <summary>
/// Fetches models of the list. A broken download goes on where it stopped, by itself and after a restart; a file becomes visible only
/// when it is whole, its header was checked and its hash is the known one.
/// </summary>
public sealed class ModelDownload
{
    private readonly ModelStore _store;
    private readonly DownloadSwitch _downloads;
    private readonly ModelOptions _options;
    private readonly FreeSpaceProbe _freeSpace;
    private readonly TimeProvider _time;
    private readonly ILogger<ModelDownload> _log;
    private readonly DownloadRetry _retry;

    public ModelDownload(
        ModelStore store, DownloadSwitch downloads, IOptions<ModelOptions> options, FreeSpaceProbe freeSpace, TimeProvider time, ILogger<ModelDownload> log)
        : this(store, downloads, options, freeSpace, time, log, DownloadRetry.Default)
    {
    }

    internal ModelDownload(
        ModelStore store, DownloadSwitch downloads, IOptions<ModelOptions> options, FreeSpaceProbe freeSpace, TimeProvider time, ILogger<ModelDownload> log,
        DownloadRetry retry)
    {
        (_store, _downloads, _options, _freeSpace, _time, _log, _retry) = (store, downloads, options.Value, freeSpace, time, log, retry);
    }

    /// <summary>Fetches a model, or what is missing of it. Canceling keeps what has arrived.</summary>
    /// <param name="who">Noted with the hash.</param>
    /// <param name="acceptNewHash">A person has said that another file than the known one is right; its hash is pinned instead.</param>
    /// <exception cref="ModelsException">Downloads are off, no space, or no such file there.</exception>
    /// <exception cref="ModelHashException">Another file than the known one came.</exception>
    /// <exception cref="ModelFileException">What came is no model.</exception>
    public async Task<InstalledModel> PullAsync(
        ListedModel model, string who, bool acceptNewHash, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        if (_store.Find(model.InstalledId) is { } there) return there;
        _downloads.Require();
        var target = Path.Combine(_store.Folder, model.File);
        if (File.Exists(target)) throw new ModelsException($"{model.File} is in {_store.Folder} already, but is refused. Remove it first (models remove {model.File}).");
        var address = model.AddressAt(BaseAddress());
        await using var part = DownloadPart.Open(target);
        using var http = new DownloadHttp(_options);
        await FetchAsync(http, part, address, model, progress, cancellationToken);
        await AcceptAsync(part, target, model, who, acceptNewHash);
        return _store.Get(model.InstalledId);
    }

    // A base without a last slash would lose its last part when a path is joined to it.
    private Uri BaseAddress()
    {
        DownloadHttp.Check(_options.BaseAddress);
        return _options.BaseAddress.AbsoluteUri.EndsWith('/') ? _options.BaseAddress : new Uri(_options.BaseAddress.AbsoluteUri + "/");
    }

    private async Task FetchAsync(
        DownloadHttp http, DownloadPart part, Uri address, ListedModel model, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        DiskSpace.Require(_freeSpace, _store.Folder, Math.Max(0, model.Bytes - part.Length));
        var attempt = new DownloadAttempt(http, part, _store.Folder, _freeSpace, _retry, _time);
        for (var failures = 1; ; failures++)
        {
            var before = part.Length;
            try
            {
                await attempt.RunAsync(address, model.Bytes, progress, cancellationToken);
                return;
            }
            catch (DownloadBroken broken)
            {
                if (part.Length > before) failures = 1;
                if (failures >= _retry.Tries)
                    throw new ModelsException($"{model.File} could not be fetched from {address.Host}: {broken.Message}. {Size.Of(part.Length)} are kept; try again to go on.");
                if (broken.RetryAfter > _retry.LongestWait)
                    throw new ModelsException($"{address.Host} is busy and asks to be left alone for {Words.Of(broken.RetryAfter.Value)}. {Size.Of(part.Length)} are kept; try again then to go on.");
                var delay = broken.RetryAfter ?? _retry.DelayAfter(failures);
                Log.DownloadBrokeOff(_log, model.File, part.Length, delay, broken);
                progress?.Report(new TransferProgress(part.Length, model.Bytes, 0, null) { NextTry = delay });
                await Task.Delay(delay, _time, cancellationToken);
            }
        }
    }

    private async Task AcceptAsync(DownloadPart part, string target, ListedModel model, string who, bool acceptNewHash)
    {
        var (sha256, bytes) = (part.Finish(), part.Length);
        try
        {
            _store.RequireKnown(model.File, sha256, acceptNewHash);
            var info = part.ReadHeader();
            if (info.Kind != model.Kind) throw new ModelsException($"What came as {model.File} is a model of the kind {Words.Of(info.Kind)}, not {Words.Of(model.Kind)}. It was deleted.");
        }
        catch (Exception failure) when (failure is ModelsException or ModelFileException)
        {
            await part.DeleteAsync();
            _store.OnChanged();
            throw;
        }

        await part.MoveAsync(target);
        _store.AddPin(model.InstalledId, sha256, bytes, who);
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.JSInterop;
using RagDocs.Web.Components.Shared;

namespace RagDocs.Web.Components.Pages.Library;

/// <summary>Files the browser holds ready to be sent.</summary>
public sealed record ChosenFiles(int Files, long Bytes);

/// <summary>How an upload ended.</summary>
/// <param name="Problem">Why files were not taken, in words for people; empty when all were.</param>
internal sealed record UploadOutcome(string Collection, int Done, int Failed, string Problem, bool Canceled);

/// <summary>The upload of this circuit: the browser sends (js/upload.js) and reports here, whichever page is shown.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Created by the container.")]
internal sealed class Uploads(IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    private DotNetObjectReference<Uploads>? _self;
    private IJSObjectReference? _module;
    private long _startedAt;

    /// <summary>Raised on every report, on no particular thread.</summary>
    public event Action? Changed;

    public event Action<UploadOutcome>? Ended;

    /// <summary>Null while nothing is being sent.</summary>
    public UploadProgress? Current { get; private set; }

    public async Task<IJSObjectReference> ModuleAsync() => _module ??= await js.ImportAsync("upload");

    /// <summary>Sends the chosen files; returns when the browser has begun.</summary>
    public async Task StartAsync(long collectionId, string collection)
    {
        _self ??= DotNetObjectReference.Create(this);
        _startedAt = time.GetTimestamp();
        Current = new UploadProgress(collection, 0, 0, 0, 0, TimeSpan.Zero);
        Changed?.Invoke();
        await (await ModuleAsync()).InvokeVoidAsync("start", collectionId, _self);
    }

    public async Task CancelAsync() => await (await ModuleAsync()).InvokeVoidAsync("cancel");

    [JSInvokable]
    public void Progress(long sent, long total, int done, int files, bool waiting)
    {
        Current = Current is null ? null : Current with { Sent = sent, Total = total, Done = done, Files = files, Elapsed = time.GetElapsedTime(_startedAt), Waiting = waiting };
        Changed?.Invoke();
    }

    [JSInvokable]
    public void Finished(int done, int failed, string problem, bool canceled)
    {
        var collection = Current?.Collection ?? "";
        Current = null;
        Changed?.Invoke();
        Ended?.Invoke(new UploadOutcome(collection, done, failed, problem, canceled));
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        try
        {
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has let go of it with the page.
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using RagDocs.Web.Components.Shared;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>Keeps the growing answer in sight without pulling at a reader who scrolled away (js/thread.js).</summary>
internal sealed class ThreadScroll : IAsyncDisposable
{
    private readonly IJSObjectReference _follower;

    private ThreadScroll(IJSObjectReference follower) => _follower = follower;

    public static async Task<ThreadScroll> FollowAsync(IJSRuntime js, ElementReference thread, ElementReference toEnd)
    {
        await using var module = await js.ImportAsync("thread");
        return new(await module.InvokeAsync<IJSObjectReference>("follow", thread, toEnd));
    }

    public ValueTask ToLastTurnAsync() => _follower.InvokeVoidAsync("toLastTurn");

    public ValueTask DisposeAsync() => _follower.ReleaseAsync();
}

using Microsoft.JSInterop;

namespace RagDocs.Web.Components.Shared;

internal static class JSExtensions
{
    /// <summary>Loads wwwroot/js/NAME.js; the browser keeps it.</summary>
    public static ValueTask<IJSObjectReference> ImportAsync(this IJSRuntime js, string name) =>
        js.InvokeAsync<IJSObjectReference>("import", $"/js/{name}.js");

    /// <summary>Calls the object's own "dispose" and lets go of it; nothing is left to do when the page is gone already.</summary>
    public static async ValueTask ReleaseAsync(this IJSObjectReference reference)
    {
        try
        {
            await reference.InvokeVoidAsync("dispose");
            await reference.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has let go of it with the page.
        }
    }
}

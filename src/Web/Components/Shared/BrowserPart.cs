using Microsoft.JSInterop;

namespace RagDocs.Web.Components.Shared;

/// <summary>
/// The part of a component that runs in the browser: an object that a function of wwwroot/js makes, and that calls the component back. The component may
/// be gone before the browser has made it; then it is let go of at once, and nothing is called on it. For the component's own thread only.
/// </summary>
internal sealed class BrowserPart<T>(T component) : IAsyncDisposable
    where T : class
{
    private readonly DotNetObjectReference<T> _component = DotNetObjectReference.Create(component);
    private IJSObjectReference? _part;
    private bool _opening;
    private bool _gone;

    /// <summary>The browser has made it, and the component is still there.</summary>
    public bool IsOpen => _part is not null && !_gone;

    /// <param name="function">Of wwwroot/js/NAME.js: takes what the arguments say and gives back an object with "dispose".</param>
    /// <param name="arguments">What the function gets, made of the reference by which it calls the component.</param>
    public Task OpenAsync(IJSRuntime js, string module, string function, Func<DotNetObjectReference<T>, object?[]> arguments) =>
        OpenAsync(js.ImportAsync(module).AsTask(), function, arguments);

    /// <inheritdoc cref="OpenAsync(IJSRuntime, string, string, Func{DotNetObjectReference{T}, object?[]})"/>
    public async Task OpenAsync(Task<IJSObjectReference> module, string function, Func<DotNetObjectReference<T>, object?[]> arguments)
    {
        _opening = true;
        try
        {
            var loaded = await module;
            if (!_gone) _part = await loaded.InvokeAsync<IJSObjectReference>(function, arguments(_component));
        }
        finally
        {
            _opening = false;
            if (_gone) await ReleaseAsync();
        }
    }

    /// <summary>Calls the object; does nothing before it is made and after the component is gone.</summary>
    public async Task InvokeAsync(string function, params object?[] arguments)
    {
        if (IsOpen) await _part!.InvokeVoidAsync(function, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gone) return;
        _gone = true;
        if (!_opening) await ReleaseAsync();
    }

    private async Task ReleaseAsync()
    {
        if (_part is not null) await _part.ReleaseAsync();
        _component.Dispose();
    }
}

using Microsoft.Extensions.Localization;
using RagDocs.Generation.Engines;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Models;

/// <summary>An engine in words.</summary>
internal static class EngineText
{
    /// <summary>Word and colour of the state.</summary>
    public static (string Text, string? Class) State(IStringLocalizer<Texts> texts, EngineStatus status) => status switch
    {
        { State: EngineState.Loading, Percent: { } percent } => (texts["Engine.LoadingPercent", percent], "run"),
        _ => (texts["EngineState." + status.State], status.State switch
        {
            EngineState.Ready => "ok",
            EngineState.Starting or EngineState.Loading => "run",
            EngineState.Restarting => "warn",
            EngineState.Failed => "bad",
            _ => null,
        }),
    };

    /// <summary>What ended a former process is no alarm once the next one runs.</summary>
    public static string? ReasonLook(EngineStatus status) => status.State switch
    {
        EngineState.Failed => null,
        EngineState.Restarting => "warn",
        _ => "calm",
    };
}

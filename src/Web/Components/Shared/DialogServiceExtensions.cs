using Microsoft.AspNetCore.Components;
using Radzen;

namespace RagDocs.Web.Components.Shared;

internal static class DialogServiceExtensions
{
    private static DialogOptions Options(string width) => new()
    {
        Width = width,
        AutoFocusFirstElement = true,
        CloseDialogOnEsc = true,
        CloseDialogOnOverlayClick = false,
        Draggable = false,
        Resizable = false,
    };

    /// <summary>A question about a step that takes something away; the text names what.</summary>
    public static async Task<bool> AskAsync(this DialogService dialogs, string title, string text, string yes, string no) =>
        await dialogs.OpenAsync<ConfirmDialog>(
            title,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["Text"] = text, ["Yes"] = yes, ["No"] = no },
            Options("440px")) is true;

    /// <summary>Opens a form; its result is what it closed with, or null.</summary>
    public static async Task<TResult?> OpenFormAsync<TForm, TResult>(
        this DialogService dialogs, string title, Dictionary<string, object?>? parameters = null)
        where TForm : ComponentBase =>
        await dialogs.OpenAsync<TForm>(title, parameters ?? [], Options("520px")) is TResult result ? result : default;
}

using Microsoft.Extensions.Localization;
using Radzen;
using RagDocs.Generation.Models;
using RagDocs.Web.Components.Shared;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Models;

internal static class TemplateDialogs
{
    /// <summary>Lets a person name the chat template of a model; the store tells of the change.</summary>
    public static Task OpenAsync(DialogService dialogs, IStringLocalizer<Texts> texts, InstalledModel model) =>
        dialogs.OpenFormAsync<TemplateDialog, bool>(
            texts["Template.Title", model.Title], new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(TemplateDialog.Model)] = model });
}

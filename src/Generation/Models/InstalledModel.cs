using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.Models;

/// <summary>A model file that lies in the models folder and whose header was read without objection.</summary>
/// <param name="Id">The file name without <c>.gguf</c>; unique in the folder, safe in URLs and on the command line.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Kind">From the header.</param>
/// <param name="Title">For people: from the model list, else from the header, else the id.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="ContextTokens">The longest context the model was trained for.</param>
/// <param name="Template">
/// Name of a chat template that the engine knows, for a file whose own is missing or unknown, or named by an administrator; null when the
/// file's own serves.
/// </param>
public sealed record InstalledModel(string Id, string Path, ModelKind Kind, string Title, long Bytes, int ContextTokens, string? Template)
{
    /// <summary>Whether its chat template takes a system text; System for other kinds of models.</summary>
    public PromptStyle PromptStyle { get; init; } = PromptStyle.System;

    /// <summary>It writes, but brings no chat template that the engine knows: an administrator must name one before it can be used.</summary>
    public bool NeedsTemplate { get; init; }

    /// <summary>The same with the template that an administrator named for it.</summary>
    internal InstalledModel With(string template) =>
        this with { Template = template, PromptStyle = PromptStyles.OfNamedTemplate(template), NeedsTemplate = false };

    /// <param name="name">Of the file in the models folder.</param>
    /// <param name="listed">The list's entry of this name, if it has one.</param>
    internal static InstalledModel Of(string path, string name, long bytes, GgufModelInfo info, ListedModel? listed)
    {
        var id = System.IO.Path.GetFileNameWithoutExtension(name);
        var title = listed is not null && listed.Kind == info.Kind ? listed.Title : info.Name ?? id;
        var template = info.Kind == ModelKind.Chat && !info.HasKnownChatTemplate ? listed?.Template : null;
        // What the engine will write with: the file's own template, or the one that the list names for it.
        var style = template is not null ? PromptStyles.OfNamedTemplate(template) : info.TemplateStyle ?? PromptStyle.System;
        return new InstalledModel(id, path, info.Kind, title, bytes, info.ContextTokens, template)
        {
            PromptStyle = style, NeedsTemplate = info is { Kind: ModelKind.Chat, HasKnownChatTemplate: false } && template is null,
        };
    }
}

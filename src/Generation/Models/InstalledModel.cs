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
/// Name of a chat template that the engine knows, for a file whose own is missing or unknown; null when the file's own serves.
/// </param>
public sealed record InstalledModel(string Id, string Path, ModelKind Kind, string Title, long Bytes, int ContextTokens, string? Template)
{
    /// <summary>Whether its chat template takes a system text; System for other kinds of models.</summary>
    public PromptStyle PromptStyle { get; init; } = PromptStyle.System;
}

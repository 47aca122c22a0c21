using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

/// <summary>One line of `models list --json`, and what `pull`, `import`, `use` and `remove` print.</summary>
/// <param name="State">installed, available (of the list, not here), arriving or refused.</param>
/// <param name="Used">It does what its kind does.</param>
internal sealed record ModelJson(
    string Id, string? Title, ModelKind? Kind, string State, bool Used, long Bytes, string? Quantization, int? ContextTokens, string? Licence, string? Sha256, string? Reason)
{
    /// <summary>The chat template that the engine is told by name; null where the file's own serves or is missing.</summary>
    public string? Template { get; init; }

    public static ModelJson Of(InstalledModel model, ModelStore store)
    {
        var info = store.Describe(model);
        return new ModelJson(
            model.Id, model.Title, model.Kind, "installed", store.Chosen(model.Kind)?.Id == model.Id, model.Bytes, info.Quantization, model.ContextTokens,
            store.Listed(model)?.Licence, store.Pin(model.Id)?.Sha256, null)
        {
            Template = model.Template,
        };
    }

    public static ModelJson Of(ListedModel model) =>
        new(model.Id, model.Title, model.Kind, "available", false, model.Bytes, model.Quantization, model.ContextTokens, model.Licence, model.Sha256, null);

    public static ModelJson Of(RefusedModel file) =>
        new(file.File, null, null, "refused", false, file.Bytes, null, null, null, null, $"{file.Reason}. {file.Cure}");

    public override string ToString() => State switch
    {
        "refused" => $"refused    {Id}  ({Reason})",
        "arriving" => $"arriving   {Id}",
        _ => $"{State,-10} {(Used ? "*" : " ")} {Id,-34} {Kind.ToString()!.ToLowerInvariant(),-9} {Quantization,-7} {Size.Of(Bytes),9}  {Title}",
    };
}

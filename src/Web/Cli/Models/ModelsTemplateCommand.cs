using System.CommandLine;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsTemplateCommand
{
    private const string Own = "own";

    private static readonly Argument<string?> Template = new("template")
    {
        Description = $"One that the engine has, or “{Own}” for the file's own; left out: says which one is used", Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = new Command("template", "Names the chat template of a model whose file has none, or one that the engine does not know") { ModelsCommand.Name, Template };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var store = services.Get<ModelStore>();
        var name = command.GetValue(ModelsCommand.Name)!;
        if (command.GetValue(Template) is { } wanted) store.UseTemplate(name, wanted == Own ? null : wanted);
        var model = store.Get(name);
        ModelsCommand.Write(command, ModelJson.Of(model, store), Text(model));
        return CommandLine.Done;
    }

    private static string Text(InstalledModel model) => model switch
    {
        { NeedsTemplate: true } => $"{model.Id} has no chat template that the engine knows. Name one of: {string.Join(", ", ChatTemplates.Names)}",
        { Template: { } template } => $"{model.Id} writes with the chat template {template}.",
        _ => $"{model.Id} writes with its file's own chat template. Others: {string.Join(", ", ChatTemplates.Names)}",
    };
}

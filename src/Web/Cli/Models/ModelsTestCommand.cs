using System.CommandLine;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

/// <summary>Loads a model in a process of its own and lets it work once, so that a file that kills the engine kills nothing else.</summary>
internal static class ModelsTestCommand
{
    private static readonly Option<int> Seconds = new("--timeout") { Description = "Seconds that loading and trying may take", DefaultValueFactory = _ => 600 };

    public static Command Create()
    {
        var command = new Command("test", "Loads a model in a process of its own and tries it") { ModelsCommand.Name, Seconds };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var model = services.Get<ModelStore>().Get(command.GetValue(ModelsCommand.Name)!);
        var patience = TimeSpan.FromSeconds(Math.Max(1, command.GetValue(Seconds)));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        string? reason = null;
        object? result = null;
        try
        {
            result = await services.Get<EngineTrial>().RunAsync(model, limit.Token);
        }
        catch (LlamaException unusable)
        {
            reason = unusable.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reason = $"it was not ready after {patience.TotalSeconds:0} s";
        }

        ModelsCommand.Write(command, new { id = model.Id, works = reason is null, result, reason }, reason is null ? $"{model.Id} works: {result}" : $"{model.Id} does not work: {reason}");
        return reason is null ? CommandLine.Done : CommandLine.Failed;
    }
}

using System.CommandLine;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Fit;

namespace RagDocs.Web.Cli.Models;

/// <summary>Which models this machine can run, before anything is downloaded.</summary>
internal static class ModelsFitCommand
{
    public static Command Create()
    {
        var command = new Command("fit", "Says which models this machine can run, and about how fast");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var (machine, models) = await services.Get<MachineFit>().JudgeAsync(cancellationToken);
        if (command.GetValue(CommonOptions.Json))
        {
            Console.WriteLine(CommandServices.ToJson(new { machine, models }));
            return CommandLine.Done;
        }

        Console.WriteLine($"{Size.Of(machine.AvailableBytes)} of {Size.Of(machine.MemoryBytes)} memory free, {machine.Cores} cores, "
            + $"{Size.Of((long)machine.BytesPerSecond)}/s from memory. Speeds are estimates; a token is about three quarters of a word.");
        foreach (var model in models) Console.WriteLine(Line(model));
        return CommandLine.Done;
    }

    private static string Line(ModelFit model)
    {
        var fitness = model.Fitness switch { Fitness.Fits => "fits", Fitness.Tight => "tight", _ => "too large" };
        var speed = model.Kind == ModelKind.Chat ? $"writes {model.TokensPerSecond,6:0.0}, reads {model.PromptTokensPerSecond,6:0} tokens/s" : $"reads {model.PromptTokensPerSecond,6:0} tokens/s";
        return $"{fitness,-10} {(model.Installed ? "*" : " ")} {model.Id,-34} {Size.Of(model.MemoryBytes),9} memory  {speed}";
    }
}

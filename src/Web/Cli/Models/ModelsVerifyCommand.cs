using System.CommandLine;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsVerifyCommand
{
    private static readonly Argument<string[]> Names = new("model") { Description = "Ids; all installed models when left out", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create()
    {
        var command = new Command("verify", "Reads models whole and compares them with what came (SHA-256)") { Names };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var store = services.Get<ModelStore>();
        var names = command.GetValue(Names) is { Length: > 0 } named ? named : [.. store.List().Installed.Select(m => m.Id)];
        var same = true;
        foreach (var name in names)
        {
            using var progress = new ConsoleProgress(name);
            var result = await store.VerifyAsync(name, ModelsCommand.Who, progress, cancellationToken);
            same &= result.Result != VerificationResult.Different;
            ModelsCommand.Write(command, result, Line(result));
        }

        return same ? CommandLine.Done : CommandLine.Failed;
    }

    private static string Line(ModelVerification verification) => verification.Result switch
    {
        VerificationResult.Same => $"{verification.Id} is what came on {verification.Pin.Date:d}: {verification.Sha256}",
        VerificationResult.Pinned => $"{verification.Id} was not known yet; from now on it must be {verification.Sha256}",
        _ => $"{verification.Id} has changed: {verification.Sha256} instead of {verification.Pin.Sha256} (from {verification.Pin.Who}). "
            + "Do not use it; remove it and fetch it again.",
    };
}

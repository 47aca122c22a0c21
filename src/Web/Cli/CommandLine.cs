using System.CommandLine;
using RagDocs.Web.Cli.Models;

namespace RagDocs.Web.Cli;

/// <summary>The commands of the program. Exit codes: 0 done, 1 failed, 2 wrong use, 3 refused (no answer in the documents).</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;
    public const int Refused = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("RagDocs answers questions from your own documents, with the place of every sentence.")
        {
            CommonOptions.Data,
            CommonOptions.Json,
            ServeCommand.Create(),
            EngineCommand.Create(),
            IngestCommand.Create(),
            SyncCommand.Create(),
            IndexCommand.Create(),
            SearchCommand.Create(),
            AskCommand.Create(),
            TextCommand.Create(),
            EvalCommand.Create(),
            QualityCommand.Create(),
            JobsCommand.Create(),
            NightlyCommand.Create(),
            CheckCommand.Create(),
            HealthCommand.Create(),
            DoctorCommand.Create(),
            UserCommand.Create(),
            ModelsCommand.Create(),
        };
        ServeCommand.MakeDefault(root);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Try: ragdocs --help");
            return WrongUse;
        }

        try
        {
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            if (EngineCommand.IsChosen(parsed)) invocation.ProcessTerminationTimeout = null;
            return await parsed.InvokeAsync(invocation);
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return WrongUse;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return Failed;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"It did not work: {failure.Message}");
            return Failed;
        }
    }
}

/// <summary>The command was used in a way it cannot be; the message says how it can.</summary>
internal sealed class UsageException(string message) : Exception(message);

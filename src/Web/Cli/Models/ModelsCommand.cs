using System.CommandLine;

namespace RagDocs.Web.Cli.Models;

/// <summary>Language, embedding and reranking models from the console.</summary>
internal static class ModelsCommand
{
    public static readonly Argument<string> Name = new("model") { Description = "Its id, from `models list`" };

    public static readonly Option<bool> AcceptNewHash = new("--accept-new-hash")
    {
        Description = "Take another file than the one that is known by this name, and pin its SHA-256 instead",
    };

    public static Command Create() => new("models", "Lists, fetches, checks and chooses models")
    {
        ModelsListCommand.Create(),
        ModelsFitCommand.Create(),
        ModelsPullCommand.Create(),
        ModelsImportCommand.Create(),
        ModelsVerifyCommand.Create(),
        ModelsTestCommand.Create(),
        ModelsUseCommand.Create(),
        ModelsTemplateCommand.Create(),
        ModelsRemoveCommand.Create(),
        ModelsDownloadsCommand.Create(),
    };

    /// <summary>Who is noted with a hash or a switch.</summary>
    public static string Who => $"{Environment.UserName} (command line)";

    /// <summary>One line on standard output: JSON when asked for, else for people.</summary>
    public static void Write(ParseResult command, object value, string text) =>
        Console.WriteLine(command.GetValue(CommonOptions.Json) ? CommandServices.ToJson(value) : text);
}

using System.CommandLine;
using RagDocs.Ingest;
using RagDocs.Ingest.Readers;

namespace RagDocs.Web.Cli;

/// <summary>What RagDocs reads in a file: pages separated by a form feed, or the blocks with their places.</summary>
internal static class TextCommand
{
    private static readonly Argument<string> FilePath = new("file");

    public static Command Create()
    {
        var command = new Command("text", "Prints what is read in a file") { FilePath };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(command.GetValue(FilePath)!);
        if (!File.Exists(path)) throw new UsageException($"There is no file {path}.");
        using var services = new ServiceCollection()
            .AddLogging().AddDocumentReading(new ConfigurationBuilder().AddEnvironmentVariables().Build()).BuildServiceProvider();
        try
        {
            var text = await services.GetRequiredService<DocumentReaders>().ReadAsync(path, Path.GetFileName(path), new Recognition(""), cancellationToken);
            foreach (var warning in text.Warnings) await Console.Error.WriteLineAsync(warning);
            if (command.GetValue(CommonOptions.Json)) PrintBlocks(text);
            else PrintText(text);
            return CommandLine.Done;
        }
        catch (DocumentReadException unreadable)
        {
            await Console.Error.WriteLineAsync($"{unreadable.State}: {unreadable.Message}");
            return CommandLine.Failed;
        }
    }

    private static void PrintBlocks(DocumentText text)
    {
        foreach (var block in text.Blocks) Console.WriteLine(CommandServices.ToJson(block));
    }

    private static void PrintText(DocumentText text)
    {
        var page = text.Blocks.Count == 0 ? null : text.Blocks[0].Page;
        foreach (var block in text.Blocks)
        {
            for (; page < block.Page; page++) Console.Write('\f');
            Console.WriteLine(block.Text);
            Console.WriteLine();
        }
    }
}

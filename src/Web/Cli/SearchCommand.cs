using System.CommandLine;
using RagDocs.Retrieval;

namespace RagDocs.Web.Cli;

internal static class SearchCommand
{
    private static readonly Argument<string> Text = new("question");

    public static Command Create()
    {
        var command = new Command("search", "Finds passages") { Text, CommonOptions.Collection, CommonOptions.Top };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var scope = await services.ScopeAsync(command.GetValue(CommonOptions.Collection), cancellationToken);
        var query = new SearchQuery(command.GetValue(Text)!, scope, command.GetValue(CommonOptions.Top));
        var result = await services.Get<Retriever>().SearchAsync(query, cancellationToken);
        var json = command.GetValue(CommonOptions.Json);
        if (!json && result.AlsoSearched.Count > 0)
        {
            Console.WriteLine($"Also searched for {string.Join(", ", result.AlsoSearched.Select(e => $"\"{e.Also}\" ({e.Asked})"))}.");
        }

        if (result.KeywordsOnly)
        {
            var reason = result.Stages.Select(stage => stage.Problem).FirstOrDefault(problem => problem is not null) ?? "The model that the index was made with is not there: searched by keywords only.";
            await Console.Error.WriteLineAsync(reason);
        }

        foreach (var passage in result.Passages)
        {
            Console.WriteLine(json ? CommandServices.ToJson(PassageJson.Of(passage) with { AlsoSearched = result.AlsoSearched }) : Readable(passage));
        }

        return CommandLine.Done;
    }

    private static string Readable(Passage passage)
    {
        var place = PlaceName.English(passage) ?? passage.HeadingPath;
        return $"{passage.Score:0.0000}  {passage.Collection} / {passage.Path}  {place}{Environment.NewLine}        {passage.Text.ReplaceLineEndings(" ")}";
    }
}

using System.CommandLine;
using RagDocs.Generation;
using RagDocs.Retrieval;

namespace RagDocs.Web.Cli;

internal static class AskCommand
{
    private static readonly Argument<string> Text = new("question");

    private static readonly Option<bool> WithoutModel = new("--without-model")
    {
        Description = "Answer with the documents' own sentences even where a language model could write",
    };

    public static Command Create()
    {
        var command = new Command("ask", "Answers a question, with sources") { Text, CommonOptions.Collection, WithoutModel };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var scope = await services.ScopeAsync(command.GetValue(CommonOptions.Collection), cancellationToken);
        var question = new Question(command.GetValue(Text)!, scope) { WithoutModel = command.GetValue(WithoutModel) };
        AnswerResult answer;
        using (var progress = new AnswerProgress())
        {
            answer = await AnswerResult.OfAsync(services.Get<AnswerGenerator>(), question, cancellationToken, progress.Show);
        }

        Console.WriteLine(command.GetValue(CommonOptions.Json) ? CommandServices.ToJson(answer) : Readable(answer));
        return answer.Refused ? CommandLine.Refused : CommandLine.Done;
    }

    private static string Readable(AnswerResult answer)
    {
        var sources = answer.Citations.Select(c =>
            $"[{c.Number}] {c.Title}, {c.File}{(PlaceName.English(c.File, c.Page, c.Cells) is { } place ? $", {place}" : c.HeadingPath.Length > 0 ? $", {c.HeadingPath}" : "")}");
        IEnumerable<string> trust = answer.Checked > 0 ? [$"{answer.Supported} of {answer.Checked} sentences supported by the sources", ""] : [];
        IEnumerable<string> warnings = answer.Warnings.Count > 0 ? [.. answer.Warnings.Select(w => $"Note: {w}"), ""] : [];
        IEnumerable<string> next = answer.Suggestions.Count > 0 ? ["", "Ask next:", .. answer.Suggestions.Select(q => $"  {q}")] : [];
        return string.Join(Environment.NewLine, [answer.Marked, "", .. trust, .. warnings, .. sources, .. next]);
    }
}

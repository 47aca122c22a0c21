using System.Globalization;
using RagDocs.Generation;
using RagDocs.Generation.FollowUps;
using RagDocs.Retrieval.Access;

namespace RagDocs.Web.Cli.Evaluation;

/// <summary>Asks what the answers suggest: a question that is offered and then refused was better not offered.</summary>
internal static class SuggestionRun
{
    /// <param name="folder">Where suggestions.jsonl is written: each suggestion with what it was answered; null for nowhere.</param>
    public static async Task FollowAsync(AnswerGenerator generator, IReadOnlyList<AskedQuestion> asked, string? folder, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var answered = 0;
        foreach (var (question, text) in asked.SelectMany(a => a.Answer.Suggestions.Select(text => (a, text))))
        {
            var followUp = new Question(text, SearchScope.Everything) { History = [new EarlierTurn(question.Question.Question) { Answer = question.Answer.Answer }] };
            var answer = await AnswerResult.OfAsync(generator, followUp, cancellationToken);
            if (!answer.Refused) answered++;
            lines.Add(CommandServices.ToJson(new { question.Question.Id, Asked = question.Question.Question, question.Answer.Refused, Suggestion = text, SuggestionRefused = answer.Refused, answer.Answer }));
        }

        var some = asked.Count(a => a.Answer.Suggestions.Count > 0);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{some} of {asked.Count} answers suggest something ({(double)some / Math.Max(1, asked.Count):0.000}); {answered} of {lines.Count} suggestions are answered ({(double)answered / Math.Max(1, lines.Count):0.000})"));
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "suggestions.jsonl"), lines, cancellationToken);
    }
}

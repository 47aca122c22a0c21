using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Tests.Support;

namespace RagDocs.Generation.Tests.Extractive;

/// <summary>No answer begins with a word that points at something not shown, wherever in a passage its sentence stands.</summary>
public sealed partial class LooseEndTests
{
    private static readonly string[] Pointing =
    [
        "It must be ordered seven days before.", "They are ordered seven days before by the team lead.", "However, a blue badge is ordered seven days before.",
        "This is ordered seven days before the visit.", "These badges are ordered seven days before.", "Their badge is ordered seven days before.",
        "Otherwise the badge is ordered seven days before.", "Such a badge is ordered seven days before.",
    ];

    private static readonly string[] Plain = ["Visitors wear a blue badge.", "The garage has two floors.", "Lunch is served at noon.", "A guide shows the site."];

    public static TheoryData<string, string, string> Passages()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (pointing, i) in Pointing.Select((p, i) => (p, i)))
        {
            var other = Pointing[(i + 3) % Pointing.Length];
            foreach (var text in new[]
            {
                $"{Plain[0]} {pointing}", pointing, $"{pointing} {Plain[1]}", $"{Plain[2]}\n\n{pointing} {Plain[3]}", $"{Plain[0]} {other} {pointing}",
                $"{other} {pointing}", $"- {pointing}\n- {Plain[1]}", $"{Plain[3]} {Plain[0]} {other} {pointing} {Plain[1]}",
            })
            {
                data.Add(text, "Visitors › Badges", "How many days before must a badge be ordered?");
                data.Add(text, "", "When is a badge ordered?");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Passages))]
    public async Task WhatPointsBackHasWhatItPointsAtBeforeIt(string text, string headings, string question)
    {
        var answerer = new ExtractiveAnswerer(new SynonymEmbedder([]), Options.Create(new ExtractiveOptions { MinimumSupport = 0 }));
        var answer = new List<string>();
        await foreach (var part in answerer.AnswerAsync(question, [SomePassage.Of(text, "Site handbook", headings)], TestContext.Current.CancellationToken)) answer.Add(((Sentence)part).Text);

        Assert.NotEmpty(answer);
        for (var i = 0; i < answer.Count; i++)
        {
            if (!PointsBack().IsMatch(answer[i])) continue;
            // Led in by the sentence that stands before it in the text.
            Assert.True(i > 0, $"The answer begins with “{answer[i]}”.");
            Assert.Contains($"{answer[i - 1][(answer[i - 1].IndexOf(") ", StringComparison.Ordinal) is var at && at > 0 ? at + 2 : 0)..]} {answer[i]}", text, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^\W*(it|they|this|these|their|such|however|otherwise)\b(?<!^\()", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointsBack();
}

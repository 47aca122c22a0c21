using RagDocs.Generation.Citations;
using RagDocs.Generation.Tests.Support;

namespace RagDocs.Generation.Tests.Citations;

public sealed class AnswerTextTests
{
    private static readonly SentenceAdded[] Sentences =
    [
        new("Staff get 30 days.", [1]),
        new("Carry over:\n- 5 days\n- until March", [2]),
    ];

    private static readonly CitationAdded[] Citations =
    [
        new(1, SomePassage.Of("Staff get 30 days.", "Leave", page: 3), "Staff get\n30 days."),
        new(2, SomePassage.Of("Carry over", "Leave *rules*", "Leave › Carry over"), ""),
    ];

    [Fact]
    public void PlainTextNumbersItsSources() => Assert.Equal(
        """
        Staff get 30 days. [1]

        Carry over:
        - 5 days
        - until March [2]

        Sources

        1. Leave (docs/page.md, page 3, version 1)
          “Staff get 30 days.”
        2. Leave *rules* (docs/page.md, version 1) — Leave › Carry over

        """.ReplaceLineEndings("\n"), AnswerText.Plain(Sentences, Citations));

    [Fact]
    public void MarkdownEscapesWhatDocumentsBring()
    {
        var text = AnswerText.Markdown([new("See [here](http://x) <b>*now*</b>\n- an item", [2])], Citations);

        Assert.Contains(@"See \[here\](http://x) \<b\>\*now\*\</b\>", text, StringComparison.Ordinal);
        Assert.Contains("\n- an item [2]", text, StringComparison.Ordinal);
        Assert.Contains(@"2. Leave \*rules\*", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAnswerWithoutSourcesIsItsSentences() => Assert.Equal("Just this.", AnswerText.Plain([new("Just this.", [])], []));
}

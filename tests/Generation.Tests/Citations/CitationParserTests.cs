using RagDocs.Generation.Citations;

namespace RagDocs.Generation.Tests.Citations;

public sealed class CitationParserTests
{
    [Theory]
    [InlineData("The trial period is six months [2].", "The trial period is six months.|2")]
    [InlineData("The trial period is six months. [2]", "The trial period is six months.|2")]
    [InlineData("The trial period is six months.[2]", "The trial period is six months.|2")]
    [InlineData("It is six months [1][3]. It ends in May [2].", "It is six months.|1,3;It ends in May.|2")]
    [InlineData("It is six months. [1] [3] It ends in May. [2]", "It is six months.|1,3;It ends in May.|2")]
    [InlineData("It is six months [1, 3]. It ends [1; 2]. It is long [1-3].", "It is six months.|1,3;It ends.|1,2;It is long.|1,2,3")]
    [InlineData("It is six months [1 and 2]. Es endet [1 und 3].", "It is six months.|1,2;Es endet.|1,3")]
    [InlineData("It is six months [Passage 2]. It ends [^1]. It begins 【3†source】.", "It is six months.|2;It ends.|1;It begins.|3")]
    [InlineData("It costs 3.5 euros, e.g. for Dr. Smith [1]. See example.com for more [2].", "It costs 3.5 euros, e.g. for Dr. Smith.|1;See example.com for more.|2")]
    [InlineData("It is six months [1][1].", "It is six months.|1")]
    [InlineData("As [1] says, it is six months [2].", "As says, it is six months.|1,2")]
    [InlineData("It is six months without a stop [1]", "It is six months without a stop.|1", true)]
    [InlineData("Is it six months? [1] Yes! [2]", "Is it six months?|1;Yes!|2")]
    [InlineData("期限は六か月です[1]。延長できます[2]。", "期限は六か月です。|1;延長できます。|2")]
    [InlineData("- Six months for all [1]\n- Three months for trainees [2]\n", "Six months for all|1;Three months for trainees|2")]
    [InlineData("It is six months.\n[1]\n\nIt ends in May.\n[2]", "It is six months.|1;It ends in May.|2")]
    [InlineData("[1] It is six months.\n[2] It ends in May.", "It is six months.|1;It ends in May.|2")]
    [InlineData("It is **six** months [1].", "It is six months.|1")]
    [InlineData("The field [optional] may stay empty [1].", "The field [optional] may stay empty.|1")]
    [InlineData("Figure [Fig 3] shows it [1].", "Figure [Fig 3] shows it.|1")]
    [InlineData("An open [bracket stays text. It is so [1].", "An open [bracket stays text.|;It is so.|1")]
    [InlineData("<think>I should say [3]. Hm.</think>\n\nIt is six months [1].", "It is six months.|1")]
    [InlineData("[THINK]Hm [2].[/THINK]It is six months [1].", "It is six months.|1")]
    [InlineData("<thinking>Hm [2].</thinking>\n<reasoning>So [3].</reasoning>\nIt is six months [1].", "It is six months.|1")]
    [InlineData("It is six months.¹ It ends in May.²", "It is six months.|1;It ends in May.|2")]
    [InlineData("It has 40 m² of space and 10³ seats [1].", "It has 40 m² of space and 10³ seats.|1")]
    [InlineData("It is six months [[1]]. It ends in May [[2]][[3]].", "It is six months.|1;It ends in May.|2,3")]
    [InlineData("It is six months [1](https://example.com/a). It ends in May [2](#p2).", "It is six months.|1;It ends in May.|2")]
    [InlineData("It is six months [1] (see below).", "It is six months (see below).|1")]
    [InlineData("It is six months (Passage 1). It ends in May (source 2).", "It is six months.|1;It ends in May.|2")]
    [InlineData("It covers (1) leave and (2) travel [3].", "It covers (1) leave and (2) travel.|3")]
    [InlineData("Dura sei mesi [brano 1]. Dure six mois [extrait 2]. Dauert sechs Monate [Textstelle 3].", "Dura sei mesi.|1;Dure six mois.|2;Dauert sechs Monate.|3")]
    [InlineData("Die Frist endet am 31. Dezember 2025 [1].", "Die Frist endet am 31. Dezember 2025.|1")]
    [InlineData("Das gilt z. B. für Dr. Müller und ca. drei andere [1].", "Das gilt z. B. für Dr. Müller und ca. drei andere.|1")]
    [InlineData("## Answer\n\n> It is _six_ months [1].\n\n---\nIt ends in *May* [2].", "It is six months.|1;It ends in May.|2")]
    [InlineData("```\nIt is six months [1].\n```", "It is six months.|1")]
    [InlineData("| Who | How long |\n|---|---|\n| All | six months [1] |\n| Trainees | four months [2] |", "All | six months|1;Trainees | four months|2")]
    [InlineData("It is six months [1].\n\nSources:\n[1] Handbook.pdf, page 3\n[2] Plan", "It is six months.|1")]
    [InlineData("Es sind sechs Monate [1].\n\n**Quellen:**\n- [1] Handbuch, Seite 3.", "Es sind sechs Monate.|1")]
    [InlineData("Sources: the handbook says six months [1].", "Sources: the handbook says six months.|1")]
    [InlineData("The file_name and the snake_case stay, 5 * 3 * 2 too [1].", "The file_name and the snake_case stay, 5 * 3 * 2 too.|1")]
    public void TextBecomesSentencesWithTheirPassages(string text, string expected, bool withoutStop = false)
    {
        var (found, _) = Parse([text], offered: 3);
        var shown = found.Select(s => $"{s.Text}|{string.Join(',', s.Passages)}");
        var wanted = expected.Split(';').Where(e => !e.EndsWith('|')).Select(e => withoutStop ? e.Replace(".|", "|", StringComparison.Ordinal) : e);
        Assert.Equal(wanted, shown);
    }

    [Theory]
    [InlineData("It is six months [7].", 1)]
    [InlineData("It is six months [0].", 1)]
    [InlineData("It is six months. It ends in May [1].", 1)]
    [InlineData("Here is what I found:\n- It is six months [1]", 1)]
    [InlineData("It is six months [1]. I hope this helps!", 1)]
    [InlineData("It is six months [1][9].", 0)]
    [InlineData("It is six months.⁹ It ends in May [1].", 1)]
    [InlineData("It is six months (1). It ends in May [1].", 1)]
    [InlineData("## Answer\n---\nIt ends in May [1].", 1)]
    public void ASentenceWithoutAnOfferedPassageIsLeftOutAndCounted(string text, int leftOut)
    {
        var (found, parser) = Parse([text], offered: 3);
        Assert.Equal(leftOut, parser.LeftOut);
        Assert.All(found, s => Assert.Equal([1], s.Passages));
    }

    [Theory]
    [InlineData("The passages do not answer this question.")]
    [InlineData("  the passages do NOT answer this question")]
    [InlineData("The passages do not answer this question. They speak of other things [1].")]
    [InlineData("**The passages do not answer this question.**")]
    [InlineData("<think>Nothing there.</think>The passages do not answer this question.")]
    [InlineData("Die Textstellen beantworten diese Frage nicht.")]
    [InlineData("les extraits ne répondent pas à cette question")]
    [InlineData("**Los fragmentos no responden a esta pregunta.**")]
    [InlineData("De passages beantwoorden deze vraag niet. [1]")]
    public void TheRefusalIsKnownAndEndsTheAnswer(string text)
    {
        var (found, parser) = Parse([text], offered: 3);
        Assert.True(parser.Refused);
        Assert.Empty(found);
    }

    [Fact]
    public void ARefusalBehindACitedSentenceIsJustASentenceWithoutASource()
    {
        var (found, parser) = Parse(["It is six months [1]. The passages do not answer this question."], offered: 3);
        Assert.False(parser.Refused);
        Assert.Equal("It is six months.", Assert.Single(found).Text);
    }

    [Fact]
    public void ASentenceIsPassedOnAsSoonAsTheNextWordIsThere()
    {
        var parser = new CitationParser(3);
        Assert.Empty(parser.Push("It is six months [1]."));
        Assert.Equal("It is six months.", parser.Draft);
        Assert.Equal("It is six months.", Assert.Single(parser.Push(" It ends")).Text);
    }

    [Fact]
    public void TheDraftShowsTheSentenceBeingWrittenWithoutMarks()
    {
        var parser = new CitationParser(3);
        var drafts = new List<string>();
        foreach (var piece in new[] { "It is", " six", " months [", "1", "]", "." })
        {
            parser.Push(piece);
            drafts.Add(parser.Draft);
        }

        Assert.Equal(["It is", "It is six", "It is six months", "It is six months", "It is six months", "It is six months."], drafts);
    }

    [Fact]
    public void WhatMayBecomeTheRefusalOrIsReasoningIsNoDraft()
    {
        var parser = new CitationParser(3);
        foreach (var piece in new[] { "<thi", "nk>It may be six", " months [1].", "</think>", "The passages do not", " answer" })
        {
            parser.Push(piece);
            Assert.Equal("", parser.Draft);
        }

        parser.Push(" everything");
        Assert.Equal("The passages do not answer everything", parser.Draft);
    }

    [Theory]
    [InlineData("It is six months [1]. It ends in M", "It is six months.")]
    [InlineData("It is six months [1]. It ends [2] in M", "It is six months.")]
    [InlineData("It is six months [1]. It ends in May [2]", "It is six months.|It ends in May")]
    [InlineData("It is six months [1]. It ends in May [2].", "It is six months.|It ends in May.")]
    public void ALastSentenceThatTheTokenLimitCutIsGivenUp(string text, string kept)
    {
        var parser = new CitationParser(3);
        var found = parser.Push(text).Concat(parser.Finish(cutOff: true)).ToList();
        Assert.Equal(kept.Split('|'), found.Select(s => s.Text));
        Assert.Equal(0, parser.LeftOut);
    }

    [Fact]
    public void HoweverATextIsCutIntoPiecesItGivesTheSameSentences()
    {
        string[] bits =
        [
            "It is six months", " [1]", "[2]", " [1, 3]", ".", ". ", " ", "\n", "\r\n", "- ", "e.g. ", "Inc. ", "No. 5", "3.5", " [", "]", "The end", "and so on", "?", "! ",
            "**bold**", "[Passage 2]", "[99]", "[sic]", " Dr. Smith", "。", "漢字", "【2】", "(see ", ")", "\"quoted.\" ", "The passages do not answer this question", "<think>", "</think>", "U.S. ", "[1-3]", "¹", "²³", "(Passage 2)", "[[1]]", "[1](https://x.example/a b)", "[2](#p)", "(", "z. B. ", "31. Dezember", "## ", "---", "Sources:", "|", "`", "_x_", "*",
            "<thinking>", "</thinking>", "Die Textstellen beantworten diese Frage nicht", "[THINK]", "[/THINK]", "1. ",
        ];
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => bits[random.Next(bits.Length)]));
            var (whole, once) = Parse([text], offered: 3);
            foreach (var pieces in new[] { Cut(text, random), [.. text.Select(c => c.ToString())] })
            {
                var (cut, parser) = Parse(pieces, offered: 3);
                Assert.True(whole.Select(Shown).SequenceEqual(cut.Select(Shown)), $"{seed}: {text}\n{string.Join('\n', whole)}\nbut cut\n{string.Join('\n', cut)}");
                Assert.Equal((once.LeftOut, once.Refused), (parser.LeftOut, parser.Refused));
            }
        }
    }

    private static string Shown(CitedSentence sentence) => $"{sentence.Text}|{string.Join(',', sentence.Passages)}";

    private static List<string> Cut(string text, Random random)
    {
        var pieces = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(random.Next(1, 12), text.Length - start);
            pieces.Add(text.Substring(start, length));
            start += length;
        }

        return pieces;
    }

    private static (List<CitedSentence> Found, CitationParser Parser) Parse(IEnumerable<string> pieces, int offered)
    {
        var parser = new CitationParser(offered);
        var found = pieces.SelectMany(parser.Push).ToList();
        found.AddRange(parser.Finish());
        return (found, parser);
    }
}

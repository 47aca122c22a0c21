using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Generation.Citations;
using RagDocs.Generation.Languages;
using RagDocs.Generation.Prompts;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Prompts;

public sealed class PromptLibraryTests
{
    private static readonly Language[] WithPrompts =
        [Language.English, Language.German, Language.French, Language.Spanish, Language.Italian, Language.Portuguese, Language.Dutch];

    [Fact]
    public void EachOfTheSevenLanguagesHasItsOwnPromptsWithoutAFault()
    {
        var sets = WithPrompts.Select(l => PromptLibrary.Standard.For(l)).ToList();

        Assert.Equal(WithPrompts, sets.Select(s => s.Language));
        Assert.Equal(7, sets.Select(s => s.Rules).Distinct().Count());
        Assert.Equal(7, sets.Select(s => s.Standalone).Distinct().Count());
        Assert.Equal(7, sets.Select(s => s.Ask("x", null, PromptStyle.UserOnly)).Distinct().Count());
        Assert.All(sets, s => Assert.EndsWith(s.Refusal, s.Rules, StringComparison.Ordinal));
        // The example shows the form of a citation, and two of them.
        Assert.All(sets, s => Assert.Contains("[2].", s.Rules, StringComparison.Ordinal));
        Assert.All(sets, s => Assert.Contains("[1][3]", s.Rules, StringComparison.Ordinal));
        Assert.All(sets, s => Assert.DoesNotContain("{", s.Rules + s.Standalone + s.Ask("x", s.Language, PromptStyle.System), StringComparison.Ordinal));
    }

    [Fact]
    public void EachPromptIsWrittenInItsLanguage() =>
        Assert.All(WithPrompts, l => Assert.Equal(l, QuestionLanguage.Detect(PromptLibrary.Standard.For(l).Rules)));

    [Fact]
    public void ALanguageWithoutPromptsGetsTheEnglishOnes()
    {
        Assert.Equal(Language.English, PromptLibrary.Standard.For(Language.Thai).Language);
        Assert.Equal(Language.English, PromptLibrary.Standard.For(null).Language);
    }

    [Fact]
    public void ARefusalInAnyLanguageIsOne()
    {
        Assert.Equal(7, PromptLibrary.Standard.Refusals.Count);
        foreach (var refusal in PromptLibrary.Standard.Refusals)
        {
            var parser = new CitationParser(3);
            Assert.Empty(parser.Push(refusal).Concat(parser.Finish()));
            Assert.True(parser.Refused, refusal);
        }
    }

    [Fact]
    public void AnAdministratorsOwnPromptsAreUsed()
    {
        using var folder = new TempFolder();
        folder.Write("de/answer.md", "Antworte knapp.\r\nSonst: {refusal}\n");
        folder.Write("de/refusal.md", "Dazu steht nichts in den Unterlagen.\n");
        folder.Write("ru/question.md", "Вопрос: {question}\nОтвечай по-русски.");

        var library = new PromptLibrary(new PromptFolder(folder.Path), NullLogger<PromptLibrary>.Instance);

        Assert.Empty(library.Refused);
        Assert.Equal("Antworte knapp.\nSonst: Dazu steht nichts in den Unterlagen.", library.For(Language.German).Rules);
        Assert.Equal(PromptLibrary.Standard.For(Language.German).Standalone, library.For(Language.German).Standalone);
        Assert.Equal("Вопрос: Сколько?\nОтвечай по-русски.", library.For(Language.Russian).Ask("Сколько?", Language.Russian, PromptStyle.System));
        Assert.Equal(PromptLibrary.Standard.For(Language.English).Rules, library.For(Language.Russian).Rules);
        Assert.Contains("Dazu steht nichts in den Unterlagen.", library.Refusals);
        Assert.Contains("Die Textstellen beantworten diese Frage nicht.", library.Refusals);
    }

    [Theory]
    [InlineData("de/answer.md", "Antworte knapp.", "it lacks the placeholder {refusal}")]
    [InlineData("de/question.md", "Frage?", "it lacks the placeholder {question}")]
    [InlineData("de/standalone.md", "  \n", "it is empty")]
    [InlineData("de/refusal.md", "Das steht\nnicht da.", "it must be one line")]
    [InlineData("de/refusal.md", "Das steht nicht da [0].", "without brackets")]
    [InlineData("de/refusal.md", "Das steht nicht \"da\".", "without brackets and quotation marks")]
    [InlineData("de/refusal.md", "Das steht nicht da", "it must end with a full stop")]
    [InlineData("pl/answer.md", "{refusal}", "its folder is not named like a language")]
    [InlineData("answer.md", "{refusal}", "its folder is not named like a language")]
    [InlineData("de/answers.md", "{refusal}", "there is no prompt of this name; there are answer.md, question.md")]
    public void AFileThatCannotBeUsedIsNamedWithTheReasonAndTheBuiltInOneStays(string file, string text, string fault)
    {
        using var folder = new TempFolder();
        var path = folder.Write(file, text);

        var library = new PromptLibrary(new PromptFolder(folder.Path), NullLogger<PromptLibrary>.Instance);

        Assert.Contains(fault, Assert.Single(library.Refused), StringComparison.Ordinal);
        Assert.StartsWith(path, library.Refused[0], StringComparison.Ordinal);
        Assert.Equal(PromptLibrary.Standard.For(Language.German).Rules, library.For(Language.German).Rules);
        Assert.Equal(PromptLibrary.Standard.Refusals, library.Refusals);
    }

    [Fact]
    public void AFolderThatIsNotThereIsNoFault() =>
        Assert.Empty(new PromptLibrary(new PromptFolder("/no/such/folder"), NullLogger<PromptLibrary>.Instance).Refused);
}

using System.Text;
using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Tests.Lexical.Analysis;

public sealed class QuestionAnalyzerTests
{
    [Theory]
    [InlineData("How many vacation days can I carry over?", "vacat day carri")]
    [InlineData("Who is who?", "who is")]
    [InlineData("net sales of $1,234.5 in FY2022.", "net sale 1234.5 fy2022 fy 2022")]
    [InlineData("Leave LEAVE leave", "leav")]
    [InlineData("What is the US revenue?", "us revenu")]
    [InlineData("WHAT IS THE REVENUE?", "revenu")]
    [InlineData("What does ISO-9001 say?", "iso iso9001 9001 say")]
    public void OnlyTellingWordsAreAskedFor(string question, string terms) => Assert.Equal(terms, Asked(question, Language.English));

    [Theory]
    [InlineData("Wie viele Urlaubstage kann ich übertragen?", nameof(Language.German), "Urlaubstage übertragen")]
    [InlineData("Quels sont les jours de congé ?", nameof(Language.French), "jours congé")]
    [InlineData("¿Cuántos días de vacaciones tengo?", nameof(Language.Spanish), "días vacaciones tengo")]
    [InlineData("Quanti giorni di ferie ho all'anno?", nameof(Language.Italian), "giorni ferie ho anno")]
    [InlineData("Quantos dias de férias posso transferir?", nameof(Language.Portuguese), "dias férias posso transferir")]
    [InlineData("Hoeveel vakantiedagen kan ik meenemen?", nameof(Language.Dutch), "vakantiedagen meenemen")]
    [InlineData("Сколько дней отпуска можно перенести?", nameof(Language.Russian), "дней отпуска перенести")]
    public void EveryLanguageHasItsStopWords(string question, string language, string words) => Assert.Equal(
        words, string.Join(' ', QuestionAnalyzer.TellingWords(question, LanguageSet.Of(Enum.Parse<Language>(language))).Where(w => w.Kind == TermKind.Word).Select(w => w.Text)));

    [Fact]
    public void AWordStandsForItsTermsInEveryLanguageOfTheIndex()
    {
        var words = QuestionAnalyzer.TellingWords("Kündigungen der Kollegen", LanguageSet.Of(Language.English, Language.German));

        Assert.Equal(["kundigung", "kundigungen", "kuendigungen"], TermsOf(words[0]));
        Assert.Equal("Kollegen", words[1].Text);
        Assert.DoesNotContain(words, word => word.Text == "der");
    }

    [Fact]
    public void AWordThatMeansSomethingInTheQuestionsLanguageIsNotDroppedForAnother()
    {
        var languages = LanguageSet.Of(Language.English, Language.German);

        Assert.Contains(QuestionAnalyzer.TellingWords("What happens when employees die?", languages), word => word.Text == "die");
        Assert.DoesNotContain(QuestionAnalyzer.TellingWords("Wann endet die Frist?", languages), word => word.Text == "die");
    }

    [Fact]
    public void EqualAnalysesGiveOneTerm()
    {
        var words = QuestionAnalyzer.TellingWords("PDF 2022 报告", LanguageSet.All);
        Assert.All(words, word => Assert.Single(word.Terms));
    }

    [Fact]
    public void APastedPageIsCutToTheMostWords()
    {
        var page = string.Join(' ', Enumerable.Range(0, 5_000).Select(i => $"w{i}"));
        Assert.Equal(QuestionAnalyzer.MostWords, QuestionAnalyzer.TellingWords(page, LanguageSet.All).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \"?*()-^:{}")]
    [InlineData("\0\ud800")]
    public void AQuestionWithoutWordsAsksForNothing(string question) => Assert.Empty(QuestionAnalyzer.TellingWords(question, LanguageSet.All));

    private static string Asked(string question, Language language) =>
        string.Join(' ', QuestionAnalyzer.TellingWords(question, LanguageSet.Of(language)).SelectMany(TermsOf));

    private static IEnumerable<string> TermsOf(QuestionWord word) => word.Terms.Select(term => Encoding.UTF8.GetString(term.Span));
}

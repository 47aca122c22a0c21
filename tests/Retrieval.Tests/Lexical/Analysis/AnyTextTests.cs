using System.Text;
using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Tests.Lexical.Analysis;

public sealed class AnyTextTests
{
    private const int Texts = 2_000;

    // Characters that matter to the analyser; among them lone surrogates.
    private const string Telling = "aeiouyszßäöüéñ09.,-/_&'’ \u00a0\u00ad\u200b\u0301\u0308²₂аийё東京カｶﾞ한ᄒ\u1161ก\ud835\udc00\ud800\udc00#+@";

    private static readonly Language[] Languages = Enum.GetValues<Language>();

    [Fact]
    public void NoTextIsTooStrange()
    {
        foreach (var text in AnyTexts())
        {
            var terms = Terms.AllOf(text, Languages[text.Length % Languages.Length]);
            var last = 0;
            foreach (var term in terms)
            {
                Assert.InRange(term.Position, last, last + 1);
                last = term.Position;
                Assert.True(term.Start >= 0 && term.Length > 0 && term.Start + term.Length <= text.Length, text);
                Assert.InRange(Encoding.UTF8.GetByteCount(term.Term), 1, IndexTerm.MostBytes);
                Assert.DoesNotContain('\ufffd', term.Term);
            }
        }
    }

    [Fact]
    public void EveryWordOfATextIsFoundByItself()
    {
        foreach (var text in AnyTexts())
        {
            var language = Languages[text.Length % Languages.Length];
            var indexed = Terms.AllOf(text, language).Select(f => f.Term);
            var asked = QuestionAnalyzer.Words(text, LanguageSet.Of(language)).SelectMany(w => w.Terms).Select(t => Encoding.UTF8.GetString(t.Span));
            Assert.Equal(indexed.ToHashSet(StringComparer.Ordinal), asked.ToHashSet(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void ALongWordWithoutEndIsCut()
    {
        var terms = Terms.AllOf(new string('x', 100_000) + " " + string.Join('-', Enumerable.Repeat("1", 10_000)));
        Assert.All(terms, term => Assert.InRange(term.Term.Length, 1, IndexTerm.MostBytes));
        Assert.Equal(new string('x', 64), terms[0].Term);
    }

    private static IEnumerable<string> AnyTexts()
    {
        var random = new Random(6);
        for (var i = 0; i < Texts; i++)
        {
            var text = new char[random.Next(60)];
            // U+FFFD itself is left out, so that one in a term can only come from half a character.
            for (var c = 0; c < text.Length; c++) text[c] = random.Next(4) == 0 ? (char)random.Next(0xfffd) : Telling[random.Next(Telling.Length)];
            yield return new string(text);
        }
    }
}

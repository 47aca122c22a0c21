using System.Text;
using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Tests.Lexical.Analysis;

/// <summary>The terms of a text as strings.</summary>
internal readonly struct Terms() : ITermSink
{
    private readonly List<Found> _found = [];

    internal sealed record Found(string Term, string Word, TermKind Kind, int Position, int Start, int Length);

    public void Add(scoped IndexTerm term) =>
        _found.Add(new Found(Encoding.UTF8.GetString(term.Bytes), term.Word.ToString(), term.Kind, term.Position, term.Start, term.Length));

    public static List<Found> AllOf(string text, Language language = Language.English)
    {
        var terms = new Terms();
        new Analyzer { Language = language }.Analyze(text, 0, ref terms);
        return terms._found;
    }

    /// <summary>Separated by spaces; those that ride on a word's position are marked with a plus.</summary>
    public override string ToString() => string.Join(' ', _found.Select(f => f.Kind == TermKind.Word ? f.Term : $"+{f.Term}"));

    public static string Of(string text, Language language = Language.English)
    {
        var terms = new Terms();
        new Analyzer { Language = language }.Analyze(text, 0, ref terms);
        return terms.ToString();
    }

    /// <summary>The one plain term of a word.</summary>
    public static string Stem(string word, Language language) => Assert.Single(AllOf(word, language), f => f.Kind == TermKind.Word).Term;

    /// <summary>Whether a question of this word finds a document of that one, both in the language.</summary>
    public static bool Meet(string question, string document, Language language) =>
        QuestionAnalyzer.TellingWords(question, LanguageSet.Of(language)).Any(word => word.Terms.Any(
            term => AllOf(document, language).Exists(f => f.Term == Encoding.UTF8.GetString(term.Span))));
}

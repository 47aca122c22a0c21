using System.Globalization;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Languages;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Sufficiency;

/// <summary>Says in a refusal what was not found and where the nearest places are, in the asker's language where it is known.</summary>
internal sealed class MissingNote(string text, AnalyzedQuestion question, IReadOnlyList<Passage> passages, WordSimilarity similarity)
{
    /// <summary>Below this a word counts as not there.</summary>
    private const float Absent = 0.3f;

    private const int NamedWords = 2;
    private const int ShortestWord = 3;
    private const int NearestPlaces = 2;
    private const int ReadForYears = 3;

    private readonly RefusalTexts _texts = RefusalTexts.In(QuestionLanguage.Of(text));

    public string Write() => $"{What()} {Nearest()}".TrimEnd();

    private string What()
    {
        var found = similarity.BestMatches(passages.SelectMany(p => Tokenizer.Split($"{p.Title} {p.Path} {p.HeadingPath} {p.Text}")));
        var absent = question.Terms.Where((t, i) => found[i] < Absent && IsSubject(t, i)).Take(NamedWords).Select(t => $"“{t.Text}”").ToList();
        if (absent.Count > 0) return string.Format(CultureInfo.InvariantCulture, _texts.NoMention, string.Join(_texts.Or, absent));
        if (MissingYear() is { } year) return year;
        if (question.Identifiers.FirstOrDefault(NotNamed) is { } identifier)
        {
            return string.Format(CultureInfo.InvariantCulture, _texts.NoMention, $"“{Written(identifier)}”");
        }

        return string.Format(CultureInfo.InvariantCulture, _texts.NoAnswer, _texts.Kind(question.Aspects[0].Kind));
    }

    private bool IsSubject(Term term, int index) =>
        term.Text.Length >= ShortestWord && !char.IsAsciiDigit(term.Text[0]) && question.Aspects.Any(a => a.Weights[index] >= 1);

    // "Found, but not for 2021": the years that the first passages do hold are named.
    private string? MissingYear()
    {
        var held = passages.Take(ReadForYears).SelectMany(p => Tokenizer.Split($"{p.Title} {p.Path} {p.HeadingPath} {p.Text}"))
            .Where(t => t.IsYear).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
        var missing = question.Terms.Where(t => t.IsYear && !held.Contains(t.Stem)).Select(t => t.Stem).ToList();
        if (missing.Count == 0) return null;
        var years = string.Join(", ", held.Order(StringComparer.Ordinal).TakeLast(4));
        return string.Format(CultureInfo.InvariantCulture, years.Length > 0 ? _texts.OtherYears : _texts.NotForYear, string.Join(", ", missing), years);
    }

    private bool NotNamed(Identifier identifier) =>
        !passages.Any(p => identifier.IsIn(Tokenizer.Split($"{p.Title}\n{p.Path}\n{p.HeadingPath}\n{p.Text}")));

    private string Written(Identifier identifier)
    {
        var words = Tokenizer.Split(text);
        var member = words.FindIndex(t => t.Stem == identifier.Member);
        return identifier.Series is null || member < 1 ? words[Math.Max(0, member)].Text : $"{words[member - 1].Text} {words[member].Text}";
    }

    private string Nearest()
    {
        var places = passages.Select(Named).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Take(NearestPlaces).ToList();
        return places.Count == 0 ? "" : string.Format(CultureInfo.InvariantCulture, _texts.Nearest, string.Join("; ", places));
    }

    private static string Named(Passage passage)
    {
        var heading = passage.HeadingPath.Split(" › ", StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return heading.Length == 0 || heading == passage.Title ? passage.Title : $"{passage.Title} › {heading}";
    }
}

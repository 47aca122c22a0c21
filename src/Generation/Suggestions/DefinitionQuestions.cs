using System.Text.RegularExpressions;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Suggestions;

/// <summary>"A deputy is a person who…" gives "What is a deputy?" (pure; English and German).</summary>
internal static partial class DefinitionQuestions
{
    /// <returns>Null when the sentence defines nothing.</returns>
    public static string? Of(string sentence, Language language, CaseEvidence evidence) => language == Language.German ? German(sentence, evidence) : English(sentence, evidence);

    private static string? English(string sentence, CaseEvidence evidence)
    {
        if (Means().Match(sentence) is { Success: true } means && Subject.Of(means.Groups["s"].Value, Language.English, evidence) is { } term)
        {
            return $"What does {term} {EnglishVerbs.Base(means.Groups["v"].Value)}{means.Groups["p"].Value}?";
        }

        if (Is().Match(sentence) is not { Success: true } match || Subject.Of(match.Groups["s"].Value, Language.English, evidence) is not { } subject) return null;
        // "Lisbon is the place…" tells something of Lisbon; a term is introduced by what kind of thing it is.
        return $"What {match.Groups["be"].Value} {subject}?";
    }

    private static string? German(string sentence, CaseEvidence evidence)
    {
        if (GermanMeans().Match(sentence) is { Success: true } means && Subject.Of(means.Groups["s"].Value, Language.German, evidence) is { } term)
        {
            return $"Was {means.Groups["v"].Value} {term}?";
        }

        return GermanIs().Match(sentence) is { Success: true } match && Subject.Of(match.Groups["s"].Value, Language.German, evidence) is { } subject
            ? $"Was {match.Groups["be"].Value} {subject}?"
            : null;
    }

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"^" + Subject.Pattern + @"(\s+\([^)]{2,30}\))?\s+(?<be>is|are)\s+(an?\s+(?!(good|great|bad|few|lot|bit|must|little|matter|part|result|reason|sign|form|means|fine|number|kind|type|sort|chance|month|year|day|week|priority|requirement|nice|common|key|important|big|way)\b)[\p{L}-]+|when\s+\p{L}+|(hours?|documents?|people|employees|persons|tools?|meetings?|programs?|days?|groups?)\s+(that|who|which|of|for|where)\b)",
        Plain, 1000)]
    private static partial Regex Is();

    [GeneratedRegex(@"^" + Subject.Pattern + @"\s+(?<v>means?|stands?|refers?)(?<p>\s+(for|to)\b)?\s+\S+", Plain, 1000)]
    private static partial Regex Means();

    [GeneratedRegex(@"^" + Subject.Pattern + @"(\s+\([^)]{2,30}\))?\s+(?<be>ist|sind)\s+(eine?n?\s+\p{L}+|(der|die|das)\s+\p{Lu}\p{L}+,\s+(der|die|das|mit|in)|\p{Lu}\p{L}+,\s+(die|der|das)\b)", Plain, 1000)]
    private static partial Regex GermanIs();

    [GeneratedRegex(@"^" + Subject.Pattern + @"\s+(?<v>bedeutet|bedeuten|bezeichnet|bezeichnen)\b", Plain, 1000)]
    private static partial Regex GermanMeans();
}

namespace RagDocs.Generation.Extractive;

/// <summary>Words that narrow a rule to some people: a question that names no such group asks for the general rule.</summary>
internal static class SpecialGroups
{
    private static readonly HashSet<string> Words =
    [
        .. Tokenizer.Split(
            """
            apprentice contractor consultant disabled exempt freelancer intern internship manager executive expat minor newcomer
            pensioner pregnant probationary retiree seasonal senior student supervisor temporary trainee veteran volunteer
            """).Select(t => t.Stem),
    ];

    /// <summary>A group this near to a word of the question is the one asked about.</summary>
    private const float SameGroup = 0.6f;

    /// <summary>Whether a text speaks of a special group that the question does not name.</summary>
    public static bool NamesOther(IReadOnlyList<Term> terms, WordSimilarity similarity)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            var isGroup = Words.Contains(terms[i].Stem) || (terms[i].Stem == "part" && i + 1 < terms.Count && terms[i + 1].Stem == "time");
            if (isGroup && !(similarity.Of(terms[i].Stem) is { } near && near.Max() >= SameGroup)) return true;
        }

        return false;
    }
}

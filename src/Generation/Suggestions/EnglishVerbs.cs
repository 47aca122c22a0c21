namespace RagDocs.Generation.Suggestions;

/// <summary>The little of English verbs that questions need (pure).</summary>
internal static class EnglishVerbs
{
    private static readonly HashSet<string> Tasks = new(
        """
        access activate add apply approve arrange ask assign attend avoid book build buy calculate cancel change charge check choose claim clean clear close
        collect complete configure connect contact convert copy correct create deactivate delete deploy describe disable dispose download drain edit email
        empty enable enrol enroll enter escalate evaluate export file fill find fix format get give handle import inform install invite join keep launch
        leave lock log maintain make manage measure migrate monitor move mount notify nominate obtain onboard open order organise organize park pay plan
        post prepare print protect provide publish purchase raise reach read receive recognise recognize record recover refill register release remove
        renew rent repair replace reply report request reserve reset restart restore retrieve return review run save schedule search secure select send
        set share sign start stop store submit sync take tell test track transfer transport turn uninstall unlock update upgrade upload use verify view
        wear write
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether instructions begin with it.</summary>
    public static bool IsTask(string word) => Tasks.Contains(word);

    /// <summary>"takes", "carries", "watches": "take", "carry", "watch". A form without an ending comes back as it is.</summary>
    public static string Base(string verb)
    {
        if (verb.EndsWith("ies", StringComparison.Ordinal) && verb.Length > 4) return verb[..^3] + "y";
        foreach (var ending in (ReadOnlySpan<string>)["sses", "shes", "ches", "xes", "zzes", "oes"])
        {
            if (verb.EndsWith(ending, StringComparison.Ordinal)) return verb[..^2];
        }

        return verb.EndsWith('s') && !verb.EndsWith("ss", StringComparison.Ordinal) ? verb[..^1] : verb;
    }
}

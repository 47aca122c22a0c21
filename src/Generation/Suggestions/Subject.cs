using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Suggestions;

/// <summary>The beginning of a sentence that names what it speaks of, as it can stand in a question (pure).</summary>
internal static class Subject
{
    /// <summary>A noun phrase up to the verb, for patterns: short, without commas; <see cref="Of"/> looks at its words.</summary>
    public const string Pattern = @"(?<s>\p{Lu}[\p{L}\d’'&/-]*(?:\s+[\p{L}\d][\p{L}\d’'&/-]*){0,5}?)";

    /// <returns>Null when it points elsewhere, is no noun phrase, or says too little by itself.</returns>
    public static string? Of(string phrase, Language language, CaseEvidence evidence)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || Barred.Contains(words[0]) || InnerBarred(words, language)) return null;
        if (words[^1] is "of" or "for" or "in" or "to" or "each" or "and" or "or" or "the" or "a" or "an" or "und" or "oder" or "von" or "für" or "der" or "die" or "das") return null;
        // "The goal", "Der Antrag": which one is said before.
        if (Definite.Contains(words[0]) && words.Length < (language == Language.German ? 2 : 3)) return null;
        return evidence.Inside(phrase, language);
    }

    /// <summary>Whether a noun phrase can begin with the word.</summary>
    public static bool MayBegin(string word) => !Barred.Contains(word);

    private static bool InnerBarred(string[] words, Language language) =>
        words.Any(w => NeverInside.Contains(w)) || (language == Language.English && words[0].EndsWith("ly", StringComparison.Ordinal));

    private static readonly HashSet<string> Definite = new(["the", "der", "die", "das"], StringComparer.OrdinalIgnoreCase);

    private static HashSet<string> Set(string words) => new(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Barred = Set(
        """
        about after again all also although among and another any anyone as at because before being below besides between both but by currently
        do don't during each either every everyone finally first for from generally given here how however if in including instead into
        just last later like many more most much neither next no nobody none nor not note nothing now often on once one only or other others otherwise
        two three four five six seven eight nine ten eleven twelve outside inside overall per please same second several similarly since so some someone something sometimes such then there therefore third thus to today tomorrow
        typically under unless until up upon usually via what whatever when whenever where whether which while who whoever whose why with within without yes
        yet ab alle allerdings als also am an auch auf aus außerdem bei beim bis da dabei dadurch dafür daher damit danach dann darüber daran davon dazu
        dort durch ebenso falls ferner für gegen heute hier hierfür im immer in ist ja jede jeder jedes kein keine man mit nach nein nicht nun nur ob oder
        ohne seit sind so sobald soweit trotz um und unter vom von vor wann was weil welche wenn wer werden wie wird wo während zu zudem zum zur zwischen
        """);

    private static readonly HashSet<string> NeverInside = Set(
        """
        i you we he she it they me us him her them my your our his its their mine yours this that these those there who which what when where whose whom
        is are was were be been being am can could may might must shall should will would have has had do does did not if because although while unless
        the’s it’s that’s let let’s don’t can’t cannot won’t isn’t aren’t
        ich du wir sie er es ihr mich mir dich dir uns euch ihm ihn ihnen mein meine dein deine unser unsere euer eure sein seine ihre ihren ihrem ihrer
        dies diese dieser dieses diesem diesen jene jener jenes dort hier ist sind war waren wird werden wurde wurden kann können darf dürfen muss müssen
        soll sollen hat haben hatte hatten nicht wenn weil dass ob welche welcher welches dessen deren selbst
        """);
}

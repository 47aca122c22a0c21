namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// Analyses a question as the documents were analysed. It is too short to tell its language by, so each of its words is looked for in every
/// language that the index holds.
/// </summary>
internal static class QuestionAnalyzer
{
    /// <summary>Bounds the work a pasted page can cause.</summary>
    public const int MostWords = 64;

    private const int MostCharacters = 8_000;

    /// <summary>Languages nearly as likely as the likeliest one still have a say in what is a stop word.</summary>
    private const double LeastLead = 1.5;

    /// <summary>The question's different words without stop words; with them when there are no others.</summary>
    public static IReadOnlyList<QuestionWord> TellingWords(string question, LanguageSet languages)
    {
        var words = Words(question, languages);
        var telling = words.Where(word => !word.IsStopWord).ToList();
        // Each different word once, where it first stands.
        return [.. (telling.Exists(word => word.Kind == TermKind.Word) ? telling : words).DistinctBy(word => new TermKey(word.Terms[0])).Take(MostWords)];
    }

    /// <summary>All words in the order of the question, repeated ones too.</summary>
    public static IReadOnlyList<QuestionWord> Words(string question, LanguageSet languages)
    {
        var text = question.AsSpan(0, Math.Min(question.Length, MostCharacters));
        var votes = new StopWordVotes();
        new Analyzer().Analyze(text, 0, ref votes);
        var likely = votes.Likely(languages, LeastLead);

        var words = new QuestionWords(question, likely);
        foreach (var language in likely.Languages.Concat(languages.Languages).DistinctBy(Stemming.Stemmers.Family))
        {
            new Analyzer { Language = language }.Analyze(text, 0, ref words);
        }

        return words.ToList();
    }
}

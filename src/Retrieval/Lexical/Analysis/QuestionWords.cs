namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>Gathers what each language makes of a question: its terms of the same word together.</summary>
internal readonly struct QuestionWords(string question, LanguageSet likely) : ITermSink
{
    private readonly List<Gathered> _words = [];
    private readonly bool _shouted = !question.Any(char.IsLower);

    private sealed record Gathered(TermKind Kind, int Position, int Start, int Length, bool IsStopWord, List<ReadOnlyMemory<byte>> Terms);

    public void Add(scoped IndexTerm term)
    {
        // A second spelling is another term of the word it stands beside; parts differ by their bytes only.
        var kind = term.Kind == TermKind.Spelling ? TermKind.Word : term.Kind;
        var bytes = term.Bytes;
        Gathered? word = null;
        foreach (var other in _words)
        {
            if (other.Kind != kind || other.Start != term.Start || other.Length != term.Length) continue;
            if (kind == TermKind.Part && !other.Terms[0].Span.SequenceEqual(bytes)) continue;
            word = other;
            break;
        }

        if (word is null) _words.Add(word = new Gathered(kind, term.Position, term.Start, term.Length, IsStopWord(term), []));
        foreach (var known in word.Terms)
        {
            if (known.Span.SequenceEqual(bytes)) return;
        }

        word.Terms.Add(bytes.ToArray());
    }

    public List<QuestionWord> ToList()
    {
        var text = question;
        return [.. _words.OrderBy(w => w.Position).ThenBy(w => w.Kind)
            .Select(w => new QuestionWord(text.Substring(w.Start, w.Length), w.Kind, w.Position, w.Start, w.IsStopWord, w.Terms))];
    }

    private bool IsStopWord(scoped IndexTerm term)
    {
        if (term.Kind is TermKind.Joined or TermKind.Part) return false;
        // IT, US and WHO are names among words that are not all in capitals.
        if (!_shouted && term.Length >= 2 && !question.AsSpan(term.Start, term.Length).ContainsAnyExceptInRange('A', 'Z')) return false;
        foreach (var language in likely.Languages)
        {
            if (StopWords.Contains(language, term.Word)) return true;
        }

        return false;
    }
}

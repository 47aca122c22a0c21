using System.Collections.Frozen;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>Counts a text's words for the languages whose stop words they are.</summary>
internal ref struct StopWordVotes() : ITermSink
{
    // How much a word speaks for each language: its one vote, shared by those that have it on their list.
    private static readonly FrozenDictionary<string, float[]> Weights = Build();

    private readonly float[] _votes = new float[StopWords.Languages];
    private int _words;

    public void Add(scoped IndexTerm term)
    {
        if (term.Kind != TermKind.Word || char.IsAsciiDigit(term.Word[0])) return;
        _words++;
        if (!Weights.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(term.Word, out var weights)) return;
        for (var i = 0; i < weights.Length; i++) _votes[i] += weights[i];
    }

    /// <summary>The language with most votes if it has this share of the words and this lead over the next; else English.</summary>
    public readonly Language Best(double leastShare, double leastLead)
    {
        var best = Array.IndexOf(_votes, _votes.Max());
        var next = _votes.Where((_, i) => i != best).Max();
        return _words > 0 && _votes[best] >= leastShare * _words && _votes[best] > leastLead * next ? (Language)best : Language.English;
    }

    /// <summary>The languages no other is clearly ahead of; all of the set when no stop word was seen.</summary>
    public readonly LanguageSet Likely(LanguageSet among, double leastLead)
    {
        var likely = default(LanguageSet);
        var best = 0f;
        foreach (var language in among.Languages) best = Math.Max(best, Votes(language));
        foreach (var language in among.Languages)
        {
            if (Votes(language) * leastLead >= best) likely = likely.With(language);
        }

        return likely;
    }

    private readonly float Votes(Language language) => (int)language < _votes.Length ? _votes[(int)language] : 0;

    private static FrozenDictionary<string, float[]> Build()
    {
        var weights = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var i = 0; i < StopWords.Languages; i++)
        {
            foreach (var word in StopWords.Of((Language)i))
            {
                if (!weights.TryGetValue(word, out var shares)) weights[word] = shares = new float[StopWords.Languages];
                shares[i] = 1;
            }
        }

        foreach (var shares in weights.Values)
        {
            var sharers = shares.Sum();
            for (var i = 0; i < shares.Length; i++) shares[i] /= sharers;
        }

        return weights.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

namespace RagDocs.Generation.Checking.Words;

/// <summary>Finds the words that turn what is said, and what they bear on.</summary>
internal static class Markers
{
    /// <summary>Content words before the next comma that a marker may bear on.</summary>
    private const int Reach = 2;

    public static List<Marker> In(IReadOnlyList<CheckToken> tokens, string language)
    {
        var markers = new List<Marker>();
        for (var i = 0; i < tokens.Count; i++)
        {
            for (var count = Math.Min(MarkerPhrases.MostWords, tokens.Count - i); count > 0; count--)
            {
                var phrase = string.Join(' ', Enumerable.Range(i, count).Select(k => tokens[k].Folded));
                if (MarkerPhrases.Meaning(phrase, language) is not { } meaning) continue;
                var group = MarkerPhrases.Group(meaning);
                var scope = group == MarkerGroup.Bound ? NextFigure(tokens, i, count) : Following(tokens, i, count, group);
                if (scope.Count > 0) markers.Add(new Marker(group, meaning, i, count, scope));
                if (count > 1) i += count - 1;
                break;
            }
        }

        return markers;
    }

    // "at least 5", "5 or more": without a figure these words mean other things (over, under, above).
    private static List<int> NextFigure(IReadOnlyList<CheckToken> tokens, int at, int count)
    {
        for (var i = at + count; i < Math.Min(tokens.Count, at + count + 3); i++)
        {
            if (tokens[i].Figure is not null) return [i];
        }

        if (tokens[at].Folded is not ("or" or "oder" or "ou" or "o" or "minimum" or "maximum")) return [];
        for (var i = at - 1; i >= Math.Max(0, at - 3); i--)
        {
            if (tokens[i].Figure is not null) return [i];
        }

        return [];
    }

    private static List<int> Following(IReadOnlyList<CheckToken> tokens, int at, int count, MarkerGroup group)
    {
        var scope = new List<int>();
        // Forbidden and unable bear on themselves: their stem is that of allowed and able.
        if (tokens[at] is { IsStop: false, Figure: null } && group is MarkerGroup.Negation && count == 1) scope.Add(at);
        for (var i = at + count; i < tokens.Count && scope.Count < Reach; i++)
        {
            if (tokens[i].Clause > tokens[at].Clause + (scope.Count == 0 ? 1 : 0)) break;
            if (!tokens[i].IsStop) scope.Add(i);
        }

        for (var i = at - 1; i >= 0 && scope.Count == 0; i--)
        {
            if (tokens[i].Clause < tokens[at].Clause) break;
            if (!tokens[i].IsStop) scope.Add(i);
        }

        return scope;
    }
}

namespace RagDocs.Generation.Llama.Engine.Lookup;

/// <summary>
/// Guesses the next tokens by looking where the last ones stood before, in the prompt or in the answer: answers about documents copy
/// names, numbers and sentences from them. Prompt lookup decoding (Saxena 2023), with the longest common context of the
/// latest occurrences instead of the first one found.
/// </summary>
internal sealed class LookupDrafter
{
    /// <summary>Occurrences looked at; the latest first.</summary>
    private const int Candidates = 16;

    /// <summary>Longer agreement tells no more.</summary>
    private const int LongestContext = 32;

    /// <summary>Two tokens in common say little: a long guess from them would mostly be wrong.</summary>
    private const int LongestFromPair = 3;

    private readonly List<int> _text;
    private readonly OccurrenceChain _triples = new(3);
    private readonly OccurrenceChain _pairs = new(2);
    private int _indexed;

    public LookupDrafter(IReadOnlyList<int> prompt) => _text = [.. prompt];

    public DraftLength Length { get; } = new();

    /// <summary>The model has written this token.</summary>
    public void Add(int token) => _text.Add(token);

    /// <summary>The likely next tokens, at most <paramref name="limit"/>; empty when nothing is known.</summary>
    public int[] Draft(int limit)
    {
        if (limit <= 0)
            return [];

        Index();
        var end = BestOccurrence(_triples);
        if (end < 0)
        {
            end = BestOccurrence(_pairs);
            limit = Math.Min(limit, LongestFromPair);
        }

        return end < 0 ? [] : Continuation(end, limit);
    }

    private void Index()
    {
        for (; _indexed < _text.Count; _indexed++)
        {
            _triples.Add(_text);
            _pairs.Add(_text);
        }
    }

    /// <summary>The end of the earlier occurrence that has the longest context in common with the end of the text.</summary>
    private int BestOccurrence(OccurrenceChain chain)
    {
        var last = _text.Count - 1;
        var best = -1;
        var longest = 0;
        var candidate = last < 0 ? -1 : chain.Before(last);
        for (var seen = 0; candidate >= 0 && seen < Candidates; seen++, candidate = chain.Before(candidate))
        {
            var common = CommonContext(candidate, last);
            if (common > longest)
                (best, longest) = (candidate, common);
        }

        return best;
    }

    private int CommonContext(int earlier, int last)
    {
        var common = 0;
        while (common < LongestContext && earlier >= common && _text[earlier - common] == _text[last - common])
            common++;
        return common;
    }

    /// <summary>What followed; past the end of the text it goes on with the guess itself, so that repetitions are continued.</summary>
    private int[] Continuation(int end, int length)
    {
        var draft = new int[length];
        for (var i = 0; i < length; i++)
        {
            var at = end + 1 + i;
            draft[i] = at < _text.Count ? _text[at] : draft[at - _text.Count];
        }

        return draft;
    }
}

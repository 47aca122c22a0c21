using RagDocs.Retrieval.Lexical.Analysis.Stemming;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// Takes German and Dutch compounds apart: Urlaubsantrag into urlaub and antrag. Every part must be known (after M. Braschler and B. Ripplinger, How
/// effective is stemming and decompounding for German text retrieval?, Information Retrieval 2004: splits at any fitting letters cost precision);
/// only a long last part from the list may follow letters nobody knows. Joining letters are cut by the stemmer, like endings.
/// </summary>
internal sealed class CompoundSplitter(CompoundParts parts)
{
    public const int MostParts = 4;
    private const int ShortestCompound = 7;
    private const int ShortestListed = 3;
    private const int ShortestLearnt = 4;

    /// <summary>A listed last part this long is cut off even from an unknown first part.</summary>
    private const int LongHead = 6;
    private const int ShortestUnknown = 4;

    // Begin words whose rest is another meaning, not a last part.
    private static readonly string[] Prefixes =
        ["unter", "uber", "wieder", "gegen", "neben", "hinter", "nieder", "voraus", "heraus", "zuruck", "durch", "zusammen", "nach", "onder", "over", "tegen", "achter", "voor", "door"];

    private readonly (int Start, int Length)[] _found = new (int, int)[MostParts];
    private readonly char[] _stem = new char[128];
    private int _count;

    /// <summary>The parts of a folded word, first to last; none when it is no compound.</summary>
    public ReadOnlySpan<(int Start, int Length)> Split(ReadOnlySpan<char> word, Language language)
    {
        _count = 0;
        if (word.Length < ShortestCompound || CompoundParts.ListOf(language) is not { } list) return [];
        if (list.IsWhole(Stem(word, language))) return [];
        if (!SplitAll(word, language, list, MostParts)) SplitHead(word, language, list);
        return _found.AsSpan(0, _count);
    }

    /// <summary>Known parts from end to beginning, the longest last part first.</summary>
    private bool SplitAll(ReadOnlySpan<char> word, Language language, CompoundParts.CompoundList list, int left)
    {
        if (left == 0) return false;
        for (var at = ShortestListed; at <= word.Length - ShortestListed; at++)
        {
            if (!IsKnown(word[at..], language, list)) continue;
            var first = word[..at];
            if (IsKnown(first, language, list))
            {
                if (left < 2) continue;
                _found[_count++] = (0, at);
            }
            else if (first.Length < ShortestCompound - 1 || !SplitAll(first, language, list, left - 1))
            {
                continue;
            }

            if (_count == MostParts) return false;
            _found[_count++] = (at, word.Length - at);
            return true;
        }

        return false;
    }

    private void SplitHead(ReadOnlySpan<char> word, Language language, CompoundParts.CompoundList list)
    {
        _count = 0;
        for (var at = ShortestUnknown; at <= word.Length - LongHead; at++)
        {
            if (!list.IsPart(Stem(word[at..], language))) continue;
            if (!Array.Exists(Prefixes, word[..at].ToString().Equals)) _found[_count++] = (at, word.Length - at);
            return;
        }
    }

    private bool IsKnown(ReadOnlySpan<char> part, Language language, CompoundParts.CompoundList list)
    {
        var stem = Stem(part, language);
        return stem.Length >= ShortestListed && (list.IsPart(stem) || (part.Length >= ShortestLearnt && parts.Knows(stem)));
    }

    private ReadOnlySpan<char> Stem(ReadOnlySpan<char> word, Language language)
    {
        word.CopyTo(_stem);
        return _stem.AsSpan(0, Stemmers.Stem(language, _stem, word.Length));
    }
}

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Words that stand together as if they were one term: every unit that has them so is given the same, however often it has them.</summary>
internal sealed class PhraseList : ScoredList
{
    /// <summary>Once in a field of usual length.</summary>
    private const float OneOccurrence = 1;

    private readonly int[] _units;
    private readonly int _score;

    private PhraseList(int[] units, int score, int[] last, int[] bounds)
        : base(last, bounds) => (_units, _score) = (units, score);

    /// <returns>Null when no unit has the phrase.</returns>
    public static PhraseList? Of(KeywordPart part, QueryPhrase phrase, TermScore worth)
    {
        var found = PhraseMatcher.Restrict(part, phrase, null);
        if (found.Count == 0) return null;
        var (units, used) = (new int[found.Count], 0);
        foreach (var range in found.Ranges)
        {
            for (var unit = range.Start; unit < range.End; unit++) units[used++] = unit;
        }

        var last = new int[(units.Length + BitPacking.Block - 1) / BitPacking.Block];
        for (var block = 0; block < last.Length; block++) last[block] = units[Math.Min((block + 1) * BitPacking.Block, units.Length) - 1];
        var score = worth.Of(OneOccurrence);
        var bounds = new int[last.Length];
        Array.Fill(bounds, score);
        return new PhraseList(units, score, last, bounds);
    }

    protected override void LoadBlock(int block)
    {
        var start = block * BitPacking.Block;
        Count = Math.Min(BitPacking.Block, _units.Length - start);
        Array.Copy(_units, start, Units, 0, Count);
        Scores.AsSpan(0, Count).Fill(_score);
    }
}

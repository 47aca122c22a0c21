namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>The postings of one term, decoded and scored block by block as far as a search needs them.</summary>
internal sealed class PackedList : ScoredList
{
    private readonly PostingsReader _postings;
    private readonly FieldNorm[] _norms;
    private readonly TermScore _score;

    private PackedList(PostingsReader postings, FieldNorm[] norms, TermScore score, int[] last, int[] bounds)
        : base(last, bounds) => (_postings, _norms, _score) = (postings, norms, score);

    public static PackedList Of(PostingsReader postings, FieldNorm[] norms, TermScore score)
    {
        var (last, bounds) = (new int[postings.Blocks], new int[postings.Blocks]);
        for (var block = 0; block < last.Length; block++)
        {
            ref readonly var header = ref postings.Header(block);
            (last[block], bounds[block]) = (header.Last, score.Of(header.Bound));
        }

        return new PackedList(postings, norms, score, last, bounds);
    }

    protected override void LoadBlock(int block)
    {
        _postings.Load(block);
        Span<float> weights = stackalloc float[BitPacking.Block];
        _postings.Weigh(_norms, weights);
        _score.Of(weights, Scores);
        _postings.Units.CopyTo(Units, 0);
        Count = _postings.Count;
    }
}

namespace RagDocs.Retrieval.Fusion;

/// <summary>How much each kind of evidence counts in one search.</summary>
internal sealed class EvidenceWeights
{
    public static readonly int Kinds = Enum.GetValues<Evidence>().Length;

    private readonly double[] _weights = new double[Kinds];

    public EvidenceWeights(RetrievalOptions options)
    {
        this[Evidence.Keywords] = options.KeywordWeight;
        this[Evidence.Meaning] = options.VectorWeight;
        this[Evidence.Document] = options.DocumentWeight;
        this[Evidence.Scope] = options.ScopeWeight;
        this[Evidence.Words] = options.SoftMatchWeight;
        this[Evidence.Window] = options.WindowWeight;
        this[Evidence.Opening] = options.OpeningWeight;
        this[Evidence.AskedKind] = options.AskedKindWeight;
        this[Evidence.Length] = options.LengthWeight;
        this[Evidence.Feedback] = options.FeedbackWeight;
        this[Evidence.Alike] = options.AlikeWeight;
        this[Evidence.CrossEncoder] = options.CrossEncoderWeight;
    }

    public double this[Evidence kind]
    {
        get => _weights[(int)kind];
        private set => _weights[(int)kind] = value;
    }

    public IReadOnlyList<EvidenceShare> Shares(IReadOnlyList<double> values)
    {
        var shares = new List<EvidenceShare>(Kinds);
        for (var kind = 0; kind < Kinds; kind++)
        {
            if (_weights[kind] > 0) shares.Add(new EvidenceShare((Evidence)kind, values[kind], _weights[kind]));
        }

        return shares;
    }
}

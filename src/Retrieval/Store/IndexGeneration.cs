namespace RagDocs.Retrieval.Store;

public enum GenerationState
{
    /// <summary>The one that is searched; there is exactly one once the service has started.</summary>
    Active,

    /// <summary>Being filled from stored text while the active one answers.</summary>
    Building,
    Paused,
    Canceled,
    Failed,

    /// <summary>Was active before; its chunks stay only as far as citations name them.</summary>
    Retired,
}

/// <summary>All chunks made with one embedding model and one chunker. A change of either fills a new generation, then switches in one transaction.</summary>
public sealed class IndexGeneration
{
    /// <summary>What chunks of the first generation carry, also those written before generations were kept.</summary>
    public const long First = 1;

    public long Id { get; set; }

    /// <summary>Name of the embedding model, for people.</summary>
    public required string Model { get; set; }

    /// <summary>Tells one model from another whatever it is called.</summary>
    public required string ModelHash { get; set; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions { get; set; }

    /// <summary>The chunker's version and options in one line; chunks of another line are made anew.</summary>
    public required string Chunker { get; set; }

    public GenerationState State { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it began to be searched.</summary>
    public DateTimeOffset? ActivatedAt { get; set; }

    /// <summary>Documents to fill it with.</summary>
    public int Documents { get; set; }

    /// <summary>Of these, the ones in it.</summary>
    public int Done { get; set; }

    /// <summary>Why it failed, in words for people.</summary>
    public string? Problem { get; set; }
}

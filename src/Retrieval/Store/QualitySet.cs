namespace RagDocs.Retrieval.Store;

/// <summary>Questions whose right places are known: search is measured on them before and after every change.</summary>
public sealed class QualitySet
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public List<QualityQuestion> Questions { get; set; } = [];

    public List<QualityRun> Runs { get; set; } = [];
}

/// <summary>One question of a <see cref="QualitySet"/>.</summary>
public sealed class QualityQuestion
{
    public long Id { get; set; }

    public long SetId { get; set; }

    public QualitySet? Set { get; set; }

    public required string Text { get; set; }

    /// <summary>The collection asked in; null for all.</summary>
    public long? CollectionId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public List<ExpectedPlace> Places { get; set; } = [];
}

/// <summary>A place that answers a question. It names the document and the words, not a chunk: chunks change with every re-index.</summary>
public sealed class ExpectedPlace
{
    public long Id { get; set; }

    public long QuestionId { get; set; }

    public QualityQuestion? Question { get; set; }

    public long DocumentId { get; set; }

    public Document? Document { get; set; }

    /// <summary>Counted from 1; null when the format has no pages.</summary>
    public int? Page { get; set; }

    /// <summary>Words of the document that carry the answer; empty when the page as a whole is meant.</summary>
    public string Quote { get; set; } = "";
}

/// <summary>What set a measurement off.</summary>
public enum QualityCause
{
    AskedFor,
    Reindex,
    ModelChange,
    SettingsChange,
    Nightly,
}

/// <summary>One measurement of search on a set.</summary>
public sealed class QualityRun
{
    public long Id { get; set; }

    public long SetId { get; set; }

    public QualitySet? Set { get; set; }

    public DateTimeOffset At { get; set; }

    public QualityCause Cause { get; set; }

    public long GenerationId { get; set; }

    /// <summary>The generation's embedding model, as shown to people.</summary>
    public string Model { get; set; } = "";

    /// <summary>The settings that differ from the built-in ones, for example "VectorWeight=0.5".</summary>
    public string Settings { get; set; } = "";

    /// <summary>Questions measured; those whose documents are gone are not.</summary>
    public int Questions { get; set; }

    /// <summary>Normalised discounted cumulative gain of the first ten, 0–1, mean over the questions.</summary>
    public double Ndcg { get; set; }

    /// <summary>Share of the questions with a right place among the first five.</summary>
    public double RecallAt5 { get; set; }

    /// <summary>Mean of 1 / rank of the first right place among the first ten.</summary>
    public double ReciprocalRank { get; set; }

    /// <summary>Median time of a search.</summary>
    public double MedianMs { get; set; }

    /// <summary>Because of this run a change was not made: it would have made search worse.</summary>
    public bool Refused { get; set; }

    public List<QualityResult> Results { get; set; } = [];
}

/// <summary>How one question did in a run.</summary>
public sealed class QualityResult
{
    public long Id { get; set; }

    public long RunId { get; set; }

    public QualityRun? Run { get; set; }

    public long QuestionId { get; set; }

    /// <summary>Rank of the first right place, counted from 1; null when none was among the first ten.</summary>
    public int? FirstRank { get; set; }

    public double Ndcg { get; set; }
}

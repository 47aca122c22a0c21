namespace RagDocs.Retrieval;

/// <summary>What can speak for a passage. Every kind has a value of about 0 to 1 and a weight in <see cref="RetrievalOptions"/>.</summary>
public enum Evidence
{
    /// <summary>Its rank value in the keyword search (BM25), as a share of the best one's.</summary>
    Keywords,

    /// <summary>Its cosine in the search by meaning, as a share of the best one's.</summary>
    Meaning,

    /// <summary>The whole document's keyword score, as a share of the best one's.</summary>
    Document,

    /// <summary>The document's name or title holds what the question names: a company, a year, a product.</summary>
    Scope,

    /// <summary>Share of the question's telling words that it covers, near words counting in part.</summary>
    Words,

    /// <summary>Cosine of its best stretch of about 60 tokens, as a share of the best one's.</summary>
    Window,

    /// <summary>Share of the question's telling words that its opening covers: a caption, a title line, a topic sentence.</summary>
    Opening,

    /// <summary>Coverage of the best sentence that holds the kind of thing asked for: a duration, a date, an amount, a person.</summary>
    AskedKind,

    /// <summary>Whether it is long enough to say more than its headings do.</summary>
    Length,

    /// <summary>What it shares with the best passages beyond the question's own words.</summary>
    Feedback,

    /// <summary>How far the passages most like it stand above it.</summary>
    Alike,

    /// <summary>The value of a cross-encoder that read question and passage together, when there is one.</summary>
    CrossEncoder,
}

/// <summary>One kind of evidence in a passage's score, which is the sum of all <see cref="Share"/>s.</summary>
public readonly record struct EvidenceShare(Evidence Kind, double Value, double Weight)
{
    public double Share => Value * Weight;
}

using System.ComponentModel.DataAnnotations;

namespace RagDocs.Retrieval;

/// <summary>How passages are ranked and cut. Section "Retrieval" of the settings.</summary>
public sealed class RetrievalOptions
{
    public const string Section = "Retrieval";

    /// <summary>Folder of a Model2Vec model to be used in place of the built-in one; the index is made anew for it in the background.</summary>
    public string? EmbeddingModel { get; set; }

    /// <summary>
    /// Numbers kept of the model's vectors, also of a chosen one that has more, for models that allow it (Matryoshka models, Model2Vec); null for all. Another number is another index,
    /// made anew in the background.
    /// </summary>
    [Range(8, 65_536)]
    public int? EmbeddingDimensions { get; set; }

    /// <summary>Weights of its own for a question asked in one collection: name of the collection, name of the weight, value.</summary>
    public IDictionary<string, IDictionary<string, double>> Collections { get; set; } = new Dictionary<string, IDictionary<string, double>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Chunks each of the two searches puts forward. Default 100.</summary>
    [Range(10, 1000)]
    public int Candidates { get; set; } = 100;

    /// <summary>Chunks of both searches together that are read and compared word by word. Default 60.</summary>
    [Range(10, 1000)]
    public int Compared { get; set; } = 60;

    /// <summary>Weight of <see cref="Evidence.Keywords"/>. Default 1.</summary>
    [Range(0.0, 10.0)]
    public double KeywordWeight { get; set; } = 1;

    /// <summary>Weight of <see cref="Evidence.Meaning"/>. Default 0.5.</summary>
    [Range(0.0, 10.0)]
    public double VectorWeight { get; set; } = 0.5;

    /// <summary>Weight of <see cref="Evidence.Document"/>. Default 0.4.</summary>
    [Range(0.0, 10.0)]
    public double DocumentWeight { get; set; } = 0.4;

    /// <summary>Weight of <see cref="Evidence.Scope"/>. Default 0.8.</summary>
    [Range(0.0, 10.0)]
    public double ScopeWeight { get; set; } = 0.8;

    /// <summary>Weight of <see cref="Evidence.Words"/>. Default 1.</summary>
    [Range(0.0, 10.0)]
    public double SoftMatchWeight { get; set; } = 1;

    /// <summary>Weight of <see cref="Evidence.Window"/>. Default 0.5.</summary>
    [Range(0.0, 10.0)]
    public double WindowWeight { get; set; } = 0.5;

    /// <summary>Weight of <see cref="Evidence.Opening"/>. Default 0.4.</summary>
    [Range(0.0, 10.0)]
    public double OpeningWeight { get; set; } = 0.4;

    /// <summary>Weight of <see cref="Evidence.AskedKind"/>. Default 0.5.</summary>
    [Range(0.0, 10.0)]
    public double AskedKindWeight { get; set; } = 0.5;

    /// <summary>Weight of <see cref="Evidence.Length"/>. Default 0.3.</summary>
    [Range(0.0, 10.0)]
    public double LengthWeight { get; set; } = 0.3;

    /// <summary>Weight of <see cref="Evidence.Feedback"/>. Default 0.4.</summary>
    [Range(0.0, 10.0)]
    public double FeedbackWeight { get; set; } = 0.4;

    /// <summary>Weight of <see cref="Evidence.Alike"/>: the share of the distance to its likes that a chunk is raised by. Default 0.7.</summary>
    [Range(0.0, 10.0)]
    public double AlikeWeight { get; set; } = 0.7;

    /// <summary>Weight of <see cref="Evidence.CrossEncoder"/>, where there is one. Default 3.</summary>
    [Range(0.0, 10.0)]
    public double CrossEncoderWeight { get; set; } = 3;

    /// <summary>Seconds a search waits for the cross-encoder; a slower one is left out of that search. Default 1.</summary>
    [Range(0.05, 60.0)]
    public double CrossEncoderSeconds { get; set; } = 1;

    /// <summary>Seconds a question waits for its vector where the embedding model is not in this process; then keywords alone are searched. Default 3.</summary>
    [Range(0.05, 60.0)]
    public double EmbeddingSeconds { get; set; } = 3;

    /// <summary>BM25's k1: how soon a word said again stops counting. Default 0.9, that of short passages.</summary>
    [Range(0.0, 10.0)]
    public double Bm25K1 { get; set; } = 0.9;

    /// <summary>BM25's b: how much a chunk's length counts, 0 not at all, 1 wholly. Default 0.4.</summary>
    [Range(0.0, 1.0)]
    public double Bm25B { get; set; } = 0.4;

    /// <summary>Weight of a question word found in the title. Default 1.</summary>
    [Range(0.0, 100.0)]
    public double TitleWeight { get; set; } = 1;

    /// <summary>Weight of a question word found in the headings above. Default 1.</summary>
    [Range(0.0, 100.0)]
    public double HeadingWeight { get; set; } = 1;

    /// <summary>Weight of a question word found in the text. Default 1.</summary>
    [Range(0.0, 100.0)]
    public double TextWeight { get; set; } = 1;

    /// <summary>Weight of another name for what is asked (paid time off for PTO) against the question's own words. Default 0.5; 0: not searched for.</summary>
    [Range(0.0, 1.0)]
    public double ExpansionWeight { get; set; } = 0.5;

    /// <summary>Chunks whose word triples agree to this share are shown once. Default 0.9; above 1 nothing is dropped.</summary>
    [Range(0.5, 1.1)]
    public double NearDuplicate { get; set; } = 0.9;

    /// <summary>Length a passage may reach by joining neighbouring chunks, in characters. Default 3000.</summary>
    [Range(200, 20_000)]
    public int LongestPassage { get; set; } = 3000;

    /// <summary>Memory for what reading the last chunks has shown, in MB, about 600 chunks each. Default 256; 0 keeps nothing.</summary>
    [Range(0, 16_384)]
    public int TextCacheMegabytes { get; set; } = 256;
}

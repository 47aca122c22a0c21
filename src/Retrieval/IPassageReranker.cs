namespace RagDocs.Retrieval;

/// <summary>A cross-encoder: a model that reads question and passage together. It lies outside of this project and need not be there.</summary>
public interface IPassageReranker
{
    /// <summary>One score for each passage, in their order; higher fits better, comparable for this question only. Null: no such model is in use.</summary>
    Task<IReadOnlyList<double>?> ScoreAsync(string question, IReadOnlyList<string> passages, CancellationToken cancellationToken);
}

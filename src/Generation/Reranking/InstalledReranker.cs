namespace RagDocs.Generation.Reranking;

/// <summary>The title of the ranking model that this machine's engine would serve, without starting anything; null when none is installed.</summary>
public delegate string? InstalledReranker();

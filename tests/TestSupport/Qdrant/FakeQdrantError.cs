namespace RagDocs.TestSupport.Qdrant;

/// <summary>An answer with an error status, as Qdrant words it.</summary>
internal sealed class FakeQdrantError(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

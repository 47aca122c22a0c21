namespace RagDocs.Retrieval.Segments;

/// <summary>An index file does not hold what was written to it. Nothing of it may be used; the catalog has all it takes to build it again.</summary>
public sealed class DamagedIndexException : Exception
{
    /// <param name="file">Path or name of the part.</param>
    /// <param name="problem">What is wrong, a sentence with its full stop.</param>
    public DamagedIndexException(string file, string problem, Exception? cause = null)
        : base($"The index file '{file}' is damaged: {problem} Delete it; the index is then built again from the catalog.", cause) => File = file;

    public string File { get; }
}

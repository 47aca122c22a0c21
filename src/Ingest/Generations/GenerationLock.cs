namespace RagDocs.Ingest.Generations;

/// <summary>One process at a time fills a generation; the lock goes with the process that holds it.</summary>
/// <param name="path">A file in the data folder.</param>
public sealed class GenerationLock(string path)
{
    /// <returns>Null when another process, or another run in this one, holds it.</returns>
    public IDisposable? TryTake()
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

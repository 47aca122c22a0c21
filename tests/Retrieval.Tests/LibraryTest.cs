namespace RagDocs.Retrieval.Tests;

/// <summary>A test class with a library of its own for each test.</summary>
public abstract class LibraryTest : IAsyncLifetime
{
    private protected Library Library { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Library = await Library.CreateAsync();

    public virtual ValueTask DisposeAsync()
    {
        Library.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

namespace RagDocs.Architecture.Tests;

/// <summary>Native code can end the process: it is reached from one folder, and that folder from one other.</summary>
public sealed class NativeCodeTests
{
    [Fact]
    public void UnsafeCodeAndNativeImportsStandInTheBindingAndTheMappedFileOnly()
    {
        // SQLite's library is found by hand; nothing else is called there. A mapped file is a pointer and a length, in one class.
        var offenders = Repository.Sources(".cs", "src")
            .Where(file => !file.StartsWith("src/Generation/Llama/Native/", StringComparison.Ordinal) && file != "src/Retrieval/Segments/MappedFile.cs")
            .Where(file => Lines(file).Any(line => line.Contains("unsafe ", StringComparison.Ordinal) || line.Contains("[LibraryImport", StringComparison.Ordinal)
                || line.Contains("[DllImport", StringComparison.Ordinal)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void OnlyTheEngineUsesTheBinding()
    {
        var offenders = Repository.Sources(".cs", "src").Where(file => !file.StartsWith("src/Generation/Llama/", StringComparison.Ordinal))
            .Where(file => Lines(file).Any(line => line.Contains("Llama.Native", StringComparison.Ordinal)));
        Assert.Empty(offenders);
    }

    private static IEnumerable<string> Lines(string file) => File.ReadLines(Path.Combine(Repository.Root, file));
}

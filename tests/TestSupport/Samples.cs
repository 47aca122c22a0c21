namespace RagDocs.TestSupport;

/// <summary>The documents of the made-up company that lie in this repository, with questions about them.</summary>
public static class Samples
{
    /// <summary>"samples" beside the solution: a question set as the others, with its documents in "docs".</summary>
    public static string Folder { get; } = Path.Combine(Root(), "samples");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RagDocs.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} does not lie below RagDocs.sln.");
    }
}

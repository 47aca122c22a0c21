namespace RagDocs.TestSupport;

/// <summary>The development question sets and problem files. They lie beside the checkout, not in it; tests that need them skip without.</summary>
public static class DevelopmentData
{
    /// <summary>Folder of the sets, from RAGDOCS_DEVELOPMENT_DATA or "shared/data" beside a folder above; null when there is none.</summary>
    public static string? Folder { get; } = Find();

    public const string Missing = "The development data is not on this machine (set RAGDOCS_DEVELOPMENT_DATA to its folder).";

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RAGDOCS_DEVELOPMENT_DATA") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data)) return data;
        }

        return null;
    }
}

using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Prompts;

/// <summary>Where an administrator's own prompts lie: files named like the built-in ones, in folders named like languages.</summary>
/// <param name="Path">Absolute; null: there are none. It need not be there.</param>
public sealed record PromptFolder(string? Path)
{
    private const int LargestFile = 100_000;

    /// <summary>Reads the files that are there.</summary>
    /// <returns>Each with its text, or with what is wrong with it.</returns>
    internal IReadOnlyList<OwnPrompt> Read()
    {
        if (Path is null || !Directory.Exists(Path)) return [];
        var found = new List<OwnPrompt>();
        foreach (var path in Directory.EnumerateFiles(Path, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (folder, name) = (System.IO.Path.GetRelativePath(Path, System.IO.Path.GetDirectoryName(path)!), System.IO.Path.GetFileName(path));
            var language = folder.Length == 2 ? LanguageNames.Parse(folder) : null;
            var file = PromptFile.All.FirstOrDefault(f => f.Name == name);
            if (language is null) found.Add(new OwnPrompt(path, default, null, "", "its folder is not named like a language that is known here: en, de, fr, es, it, pt, nl, ru, zh, ja, ko or th"));
            else if (file is null) found.Add(new OwnPrompt(path, default, null, "", $"there is no prompt of this name; there are {string.Join(", ", PromptFile.All.Select(f => f.Name))}"));
            else found.Add(Read(path, language.Value, file));
        }

        return found;
    }

    private static OwnPrompt Read(string path, Language language, PromptFile file)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile) return new OwnPrompt(path, language, file, "", "it is larger than any prompt can be");
            var text = PromptLibrary.Trimmed(File.ReadAllText(path));
            return new OwnPrompt(path, language, file, text, file.Fault(text));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new OwnPrompt(path, language, file, "", $"it cannot be read: {failure.Message}");
        }
    }
}

/// <summary>A file of an administrator.</summary>
/// <param name="Fault">Why it is not used; null: it is.</param>
internal sealed record OwnPrompt(string Path, Language Language, PromptFile? File, string Text, string? Fault);

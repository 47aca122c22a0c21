namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>The lists of words that are part of the program, in the folder Words.</summary>
internal static class WordList
{
    /// <summary>The words of a list, separated by white space.</summary>
    public static string[] Read(string file)
    {
        var name = $"{typeof(WordList).Namespace}.Words.{file}";
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The word list {name} is not part of the program: check EmbeddedResource in the project file.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>As it comes out of a text.</summary>
    public static string Fold(string word) => string.Concat(word.Select(Folding.Of));
}

using System.Globalization;

namespace RagDocs.Retrieval.Quality;

/// <summary>The settings of search that differ from the built-in ones, in one line: two measurements with the same line can be compared.</summary>
public static class ChangedSettings
{
    /// <returns>For example "KeywordWeight=0.8, VectorWeight=0.7"; empty when nothing was changed.</returns>
    public static string Of(RetrievalOptions options)
    {
        var builtIn = new RetrievalOptions();
        // Which model is used is said by the generation; the folder it lies in ranks nothing.
        var changed = typeof(RetrievalOptions).GetProperties()
            .Where(p => p.Name != nameof(RetrievalOptions.EmbeddingModel) && !Equals(p.GetValue(options), p.GetValue(builtIn)))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={p.GetValue(options)}"));
        return string.Join(", ", changed);
    }
}

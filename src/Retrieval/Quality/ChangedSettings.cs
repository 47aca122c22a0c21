using System.Globalization;

namespace RagDocs.Retrieval.Quality;

/// <summary>The settings of search that differ from the built-in ones, in one line: two measurements with the same line can be compared.</summary>
public static class ChangedSettings
{
    // Which model is used is said by the generation; the folder it lies in and the memory kept rank nothing. Those of collections are told one by one.
    private static readonly string[] Elsewhere =
        [nameof(RetrievalOptions.EmbeddingModel), nameof(RetrievalOptions.Collections), nameof(RetrievalOptions.TextCacheMegabytes)];

    /// <returns>For example "KeywordWeight=0.8, VectorWeight=0.7"; empty when nothing was changed.</returns>
    public static string Of(RetrievalOptions options)
    {
        var builtIn = new RetrievalOptions();
        var changed = typeof(RetrievalOptions).GetProperties().Where(p => !Elsewhere.Contains(p.Name) && !Equals(p.GetValue(options), p.GetValue(builtIn)))
            .Select(p => (p.Name, Value: p.GetValue(options)));
        var ofCollections = options.Collections.SelectMany(c => c.Value.Select(weight => (Name: $"{c.Key}:{weight.Key}", Value: (object?)weight.Value)));
        return string.Join(", ", changed.Concat(ofCollections).OrderBy(s => s.Name, StringComparer.Ordinal)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}={s.Value}")));
    }
}

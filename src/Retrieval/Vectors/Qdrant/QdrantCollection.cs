using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>One generation's collection on the server.</summary>
/// <param name="AverageLength">Of a chunk in terms, as its weights were made with.</param>
internal sealed record QdrantCollection(string Name, long Generation, int Dimensions, double AverageLength);

/// <summary>Names of collections: prefix, generation, and what the term weights were made with.</summary>
internal sealed partial record QdrantCollectionName(string Prefix, long Generation, string Weights)
{
    public override string ToString() => FormattableString.Invariant($"{Prefix}_g{Generation}_{Weights}");

    public static QdrantCollectionName Of(string prefix, long generation, TermWeighting weighting) =>
        new(prefix, generation, TermFrequencies.IdOf(Encoding.UTF8.GetBytes(weighting.Line)).ToString("x8", CultureInfo.InvariantCulture));

    /// <returns>Null for a collection that is not one of the prefix's.</returns>
    public static QdrantCollectionName? Parse(string prefix, string name)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || Pattern().Match(name[prefix.Length..]) is not { Success: true } match) return null;
        return new(prefix, long.Parse(match.Groups["generation"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["weights"].Value);
    }

    [GeneratedRegex("^_g(?<generation>[0-9]{1,18})_(?<weights>[0-9a-f]{8})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

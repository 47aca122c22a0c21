using System.Text;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>
/// BM25 (Robertson and Zaragoza 2009) as sparse vectors: a chunk's holds the part that depends on it alone, Qdrant's "idf" modifier
/// brings the part that depends on all of them. Title, headings and text are folded into one by their weights, as in BM25F.
/// </summary>
/// <param name="K1">How soon further occurrences stop counting.</param>
/// <param name="B">How much a chunk's length counts.</param>
internal sealed record TermWeighting(double K1, double B, double Title, double Heading, double Text)
{
    /// <summary>Bounds the work a pasted page can cause.</summary>
    private const int MostQueryTerms = 64;

    /// <summary>One line that changes whenever stored weights have to be made anew.</summary>
    public string Line => FormattableString.Invariant($"{ChunkTerms.Version} k1={K1} b={B} title={Title} heading={Heading} text={Text}");

    public static TermWeighting Of(RetrievalOptions options) => new(1.2, 0.75, options.TitleWeight, options.HeadingWeight, options.TextWeight);

    /// <returns>Null for a chunk without words.</returns>
    public SparseVector? Of(string title, string headingPath, string text, double averageLength)
    {
        var frequencies = new Dictionary<uint, double>();
        var length = Add(title, Title) + Add(headingPath, Heading) + Add(text, Text);
        if (frequencies.Count == 0) return null;
        var norm = K1 * (1 - B + (B * length / averageLength));
        return Vector(frequencies.Select(f => (f.Key, f.Value * (K1 + 1) / (f.Value + norm))));

        double Add(string field, double weight)
        {
            if (weight <= 0) return 0;
            var terms = 0;
            foreach (var term in ChunkTerms.Of(field))
            {
                var id = IdOf(term);
                frequencies[id] = frequencies.GetValueOrDefault(id) + weight;
                terms++;
            }

            return weight * terms;
        }
    }

    /// <summary>Each different word of a question once; null when it has none.</summary>
    public static SparseVector? OfQuestion(string question)
    {
        var ids = ChunkTerms.OfQuestion(question).Select(IdOf).Distinct().Take(MostQueryTerms).ToList();
        return ids.Count == 0 ? null : Vector(ids.Select(id => (id, 1.0)));
    }

    /// <summary>Terms of a chunk, as its length counts them.</summary>
    public double LengthOf(string title, string headingPath, string text) =>
        (Title * ChunkTerms.Of(title).Count()) + (Heading * ChunkTerms.Of(headingPath).Count()) + (Text * ChunkTerms.Of(text).Count());

    /// <summary>
    /// FNV-1a of the term in UTF-8, its bits mixed once more: the same in every process and version. Of 1,000,000 different terms
    /// about 230 share their number with another; such a pair is found by either word, which costs a rank now and then.
    /// </summary>
    internal static uint IdOf(string term)
    {
        var hash = 2_166_136_261u;
        foreach (var octet in Encoding.UTF8.GetBytes(term)) hash = unchecked((hash ^ octet) * 16_777_619u);
        hash = unchecked((hash ^ (hash >> 16)) * 0x85EBCA6Bu);
        return hash ^ (hash >> 13);
    }

    private static SparseVector Vector(IEnumerable<(uint Id, double Weight)> terms)
    {
        var ordered = terms.OrderBy(t => t.Id).ToList();
        return new SparseVector([.. ordered.Select(t => t.Id)], [.. ordered.Select(t => (float)t.Weight)]);
    }
}

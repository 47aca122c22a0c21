namespace RagDocs.Retrieval.Scope;

/// <summary>
/// Which documents a question is about, told by what it names: a company, a year, a product, a person that stands in file names or titles.
/// A name counts by how well it tells documents apart. One that occurs in the documents named after it and hardly elsewhere (a company in
/// its own filings) says which documents are meant; one that stands in a title here and is talked of everywhere (leave, report) says little.
/// </summary>
internal static class DocumentScope
{
    /// <returns>0 to 1 for each document that is named; 1 when the question names it alone and by a word that only it uses.</returns>
    public static IReadOnlyDictionary<long, double> Of(DocumentRankings rankings)
    {
        var values = new Dictionary<long, double>();
        var clearest = 0.0;
        foreach (var word in rankings.Names)
        {
            var named = word.Documents.Count;
            // A word in every name tells nothing apart.
            if (named == 0 || named >= rankings.Count) continue;
            var separation = Math.Sqrt(named / (double)Math.Max(named, word.Holding));
            var rarity = Math.Log(1 + ((rankings.Count - named + 0.5) / (named + 0.5)));
            clearest = Math.Max(clearest, separation);
            foreach (var document in word.Documents) values[document] = values.GetValueOrDefault(document) + (word.Weight * separation * rarity);
        }

        if (values.Count == 0) return values;
        var best = values.Values.Max();
        return values.ToDictionary(v => v.Key, v => clearest * v.Value / best);
    }
}

using System.Text;
using RagDocs.Retrieval.Lexical.Postings;

namespace RagDocs.Retrieval.Tests.Lexical.Postings;

/// <summary>The ranking by the plain formula: every unit, every term, no index. In the arithmetic of the index, so that it must agree to the last bit.</summary>
internal static class BruteForce
{
    public static List<FoundUnit> Search(IReadOnlyList<(Corpus Corpus, Func<int, bool> Allowed)> parts, KeywordQuery query, Bm25Options options, int most)
    {
        var units = parts.SelectMany(p => p.Corpus.Units).ToList();
        var averages = options.Fields.Select((_, field) => units.Count == 0 ? 0 : units.Sum(unit => (long)unit[field].Length) / (double)units.Count).ToArray();
        var terms = new List<(string[] Variants, double Most)>();
        foreach (var term in query.Terms)
        {
            var variants = term.Variants.Select(Encoding.UTF8.GetString).ToArray();
            if (term.IsPrefix) variants = [.. variants.SelectMany(prefix => Expand(units, prefix))];
            var frequency = Math.Min(units.Count, variants.Sum(variant => units.Count(unit => unit.Any(field => field.Contains(variant)))));
            if (frequency > 0) terms.Add((variants, term.Weight * Math.Log(1 + (units.Count - frequency + 0.5) / (frequency + 0.5)) * (options.K1 + 1)));
        }

        var scale = (1 << 30) / terms.Sum(term => term.Most);
        var found = new List<FoundUnit>();
        for (var part = 0; part < parts.Count; part++)
        {
            for (var unit = 0; unit < parts[part].Corpus.Units.Count; unit++)
            {
                var fields = parts[part].Corpus.Units[unit];
                if (!parts[part].Allowed(unit) || !query.Phrases.All(phrase => Holds(fields, phrase))) continue;
                var score = terms.Sum(term => Score(fields, term.Variants, (float)(term.Most * scale), options, averages));
                if (score > 0) found.Add(new FoundUnit(part, unit, score));
            }
        }

        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Part).ThenBy(f => f.Unit).Take(most)];
    }

    private static int Score(string[][] fields, string[] variants, float most, Bm25Options options, double[] averages)
    {
        var all = 0f;
        foreach (var variant in variants)
        {
            var weight = 0f;
            for (var field = 0; field < fields.Length; field++)
            {
                var (b, average) = (options.Fields[field].B, averages[field] > 0 ? averages[field] : 1);
                var norm = (float)Math.Max(1 - b, 1e-6) + (float)(b / average) * fields[field].Length;
                weight += fields[field].Count(word => word == variant) * ((float)options.Fields[field].Weight / norm);
            }

            all += weight;
        }

        return all > 0 ? (int)(most / (1 + (float)options.K1 / all)) : 0;
    }

    private static IEnumerable<string> Expand(List<string[][]> units, string prefix) =>
        units.SelectMany(unit => unit.SelectMany(field => field).Where(word => word.StartsWith(prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal))
            .CountBy(word => word, StringComparer.Ordinal).OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal)
            .Take(64).Select(word => word.Key);

    private static bool Holds(string[][] fields, QueryPhrase phrase) => fields.Any(field => Enumerable.Range(0, field.Length).Any(start =>
        phrase.Words.All(word => start + word.Offset < field.Length && word.Variants.Any(variant => Encoding.UTF8.GetString(variant) == field[start + word.Offset]))));
}

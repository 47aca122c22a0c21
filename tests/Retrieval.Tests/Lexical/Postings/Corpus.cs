using System.Text;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Tests.Lexical.Postings;

/// <summary>Units as lists of words, one list a field, and the parts made of them.</summary>
internal sealed record Corpus(IReadOnlyList<string[][]> Units)
{
    public int Fields => Units.Count == 0 ? 1 : Units[0].Length;

    /// <summary>Words follow Zipf's law; some runs of units share a word in a second field, as the chunks of a document share its title.</summary>
    public static Corpus Random(Random random, int units, int fields, int vocabulary, int longest = 40)
    {
        var list = new List<string[][]>();
        var title = Word(random, vocabulary);
        for (var unit = 0; unit < units; unit++)
        {
            if (random.Next(30) == 0) title = Word(random, vocabulary);
            var unitFields = new string[fields][];
            unitFields[0] = [.. Enumerable.Range(0, random.Next(longest)).Select(_ => Word(random, vocabulary))];
            for (var field = 1; field < fields; field++) unitFields[field] = random.Next(3) == 0 ? [] : [title, Word(random, vocabulary)];
            list.Add(unitFields);
        }

        return new Corpus(list);
    }

    public static Corpus OfTexts(params IEnumerable<string> texts) => new([.. texts.Select(text => new[] { text.Split(' ', StringSplitOptions.RemoveEmptyEntries) })]);

    public static string Word(Random random, int vocabulary)
    {
        var rank = (int)Math.Pow(vocabulary, random.NextDouble());
        return $"w{rank}";
    }

    public KeywordPart Part(bool positions = true) => KeywordPart.Open(Bytes(positions), "test");

    public byte[] Bytes(bool positions = true)
    {
        var builder = new KeywordPartBuilder(Fields, positions);
        foreach (var unit in Units)
        {
            for (var field = 0; field < unit.Length; field++)
            {
                for (var at = 0; at < unit[field].Length; at++) builder.Add(field, Encoding.UTF8.GetBytes(unit[field][at]), at);
            }

            builder.EndUnit();
        }

        return builder.ToArray();
    }

    public Corpus Where(Func<int, bool> keep) => new([.. Units.Where((_, unit) => keep(unit))]);

    /// <summary>Some of the units, in runs.</summary>
    public static AllowedUnits? SomeAllowed(Random random, int units)
    {
        if (random.Next(3) == 0) return null;
        var ranges = new List<UnitRange>();
        var spread = 1 << random.Next(1, 9);
        for (var start = random.Next(spread); start < units;)
        {
            var end = Math.Min(units, start + 1 + random.Next(spread));
            ranges.Add(new UnitRange(start, end));
            start = end + 1 + random.Next(spread);
        }

        return new AllowedUnits(ranges, units);
    }
}

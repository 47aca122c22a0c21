using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Store;

namespace RagDocs.Benchmarks.Ranking;

/// <summary>
/// What cutting endings is worth: BM25 alone over the chunks of a data folder that `ragdocs ingest` has filled, once with the terms of the
/// product's analysis and once with the same words whole. Writes a run for the set's scorer for each.
/// </summary>
internal static class Stemming
{
    private const int Results = 10;
    private static readonly Bm25Options Bm25 = new(0.9, [new FieldOptions(1, 0.4), new FieldOptions(1, 0.4), new FieldOptions(1, 0.4)]);

    public static async Task<int> RunAsync(string data, string set, string output)
    {
        var catalog = new DbContextOptionsBuilder<RagDocsDbContext>();
        Catalog.Configure(catalog, data);
        await using var db = new RagDocsDbContext(catalog.Options);
        var chunks = await db.Chunks.AsNoTracking().Where(c => c.Searchable).OrderBy(c => c.DocumentId).ThenBy(c => c.Ordinal)
            .Select(c => new Row(c.Version!.Document!.Path, c.DocumentId, c.Title, c.HeadingPath, c.Text, c.Page, c.Paragraph)).ToListAsync();
        var questions = File.ReadLines(Path.Combine(set, "questions.jsonl")).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(q => (Id: q.GetProperty("id").GetString()!, Text: q.GetProperty("question").GetString()!)).ToList();
        Directory.CreateDirectory(output);
        foreach (var stems in new[] { true, false })
        {
            var (part, languages) = Build(chunks, stems);
            await using var run = new StreamWriter(Path.Combine(output, stems ? "stems.jsonl" : "whole words.jsonl"));
            foreach (var (id, text) in questions)
            {
                var found = KeywordSearch.Search([new SearchedPart(part, null)], Query(text, languages, stems), Bm25, Results, CancellationToken.None);
                var results = found.Select(unit => chunks[unit.Unit])
                    .Select(c => new { file = c.Path, page = c.Page, para = c.Text.Contains("\n\n", StringComparison.Ordinal) ? null : c.Paragraph, text = c.Text });
                await run.WriteLineAsync(JsonSerializer.Serialize(new { id, results }));
            }

            Console.WriteLine($"{(stems ? "stems" : "whole words")}: {part.Terms} different terms in {part.Units} chunks");
        }

        return 0;
    }

    private static (KeywordPart Part, LanguageSet Languages) Build(List<Row> chunks, bool stems)
    {
        var (analyzer, builder, languages) = (new Analyzer(), new KeywordPartBuilder(3, positions: false), default(LanguageSet));
        foreach (var document in chunks.GroupBy(c => c.DocumentId))
        {
            languages = languages.With(analyzer.Begin([.. document.Select(c => c.Text)]));
            foreach (var chunk in document)
            {
                foreach (var (text, field) in new[] { (chunk.Text, 0), (chunk.HeadingPath, 1), (chunk.Title, 2) })
                {
                    var sink = new Sink(term => builder.Add(field, term, 0), stems);
                    analyzer.Analyze(text, 0, ref sink);
                }

                builder.EndUnit();
            }
        }

        return (KeywordPart.Open(builder.ToArray(), "chunks"), languages);
    }

    private static KeywordQuery Query(string question, LanguageSet languages, bool stems)
    {
        var telling = QuestionAnalyzer.TellingWords(question, languages);
        if (stems) return RagDocs.Retrieval.Lexical.QuestionTerms.Of(telling);
        var words = new HashSet<string>(StringComparer.Ordinal);
        var sink = new Sink(term => words.Add(Encoding.UTF8.GetString(term)), stems: false, telling.Select(word => word.Start).ToHashSet());
        new Analyzer().Analyze(question, 0, ref sink);
        return KeywordQuery.Of(words);
    }

    private sealed record Row(string Path, long DocumentId, string Title, string HeadingPath, string Text, int? Page, int? Paragraph);

    private delegate void Take(ReadOnlySpan<byte> term);

    /// <param name="starts">Of the words to take; all when null.</param>
    private readonly struct Sink(Take take, bool stems, HashSet<int>? starts = null) : ITermSink
    {
        public void Add(scoped IndexTerm term)
        {
            if (starts?.Contains(term.Start) != false) take(stems ? term.Bytes : Encoding.UTF8.GetBytes(term.Word.ToString()));
        }
    }
}

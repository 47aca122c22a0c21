using RagDocs.Generation.Checking.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Checking.Comparing;

/// <summary>The verdict on one sentence, clause by clause.</summary>
internal sealed record PartVerdict(SentenceVerdict Verdict, IReadOnlyList<CheckFinding> Findings, double Coverage, SourceUnit? Best)
{
    /// <summary>Who reads a reason wants to know what to look at, not all of it.</summary>
    private const int MostFindings = 4, MostWordsNamed = 6;

    public static PartVerdict Of(PartComparison part)
    {
        var coverage = part.Coverage;
        var best = part.Alignments.Count > 0 ? part.Alignments[0].Source : null;
        var findings = FigureCheck.Find(part).Concat(NameCheck.Find(part)).Concat(TurnCheck.Find(part)).Concat(OppositeCheck.Find(part))
            .DistinctBy(f => (f.Kind, f.Words)).OrderByDescending(f => f.IsContradiction).Take(MostFindings).ToList();
        var contradicted = findings.Exists(f => f.IsContradiction);
        var clauses = Clauses(part);
        var open = clauses.Where(c => c.Coverage < CheckThresholds.Clause).ToList();
        if (coverage < CheckThresholds.Supported || open.Count > 0) AddMissingWords(part, open, findings);
        if (coverage < CheckThresholds.Partly)
        {
            return new PartVerdict(SentenceVerdict.Unsupported, [new CheckFinding(CheckFindingKind.NothingFound, ""), .. findings.Where(f => f.IsContradiction).Take(2)], coverage, best);
        }

        if (contradicted) return new PartVerdict(HasSoundClause(part, clauses, findings) ? SentenceVerdict.Partly : SentenceVerdict.Unsupported, findings, coverage, best);
        return new PartVerdict(findings.Count == 0 ? SentenceVerdict.Supported : SentenceVerdict.Partly, findings, coverage, best);
    }

    private static List<(List<int> Tokens, double Coverage)> Clauses(PartComparison part) =>
        [.. Enumerable.Range(0, part.Written.Count).GroupBy(i => part.Written[i].Clause)
            .Where(c => c.Count(i => PartComparison.Counts(part.Written[i])) >= CheckThresholds.ClauseWords)
            .Select(c => (c.ToList(), part.CoverageOf(c)))];

    // One clause is carried whole, and nothing speaks against it.
    private static bool HasSoundClause(PartComparison part, List<(List<int> Tokens, double Coverage)> clauses, List<CheckFinding> findings)
    {
        var against = findings.Where(f => f.IsContradiction).Select(f => f.Words.Split(' ')).ToList();
        return clauses.Count > 1 && clauses.Exists(c => c.Coverage >= CheckThresholds.Supported
            && !against.Exists(words => c.Tokens.Exists(i => words.Contains(part.Written[i].Text, StringComparer.Ordinal) && !part.Written[i].IsStop)));
    }

    private static void AddMissingWords(PartComparison part, List<(List<int> Tokens, double Coverage)> open, List<CheckFinding> findings)
    {
        var tokens = open.Count > 0 ? open.SelectMany(c => c.Tokens) : Enumerable.Range(0, part.Written.Count);
        var words = tokens.Where(i => PartComparison.Counts(part.Written[i]) && part.Cover[i] < CheckThresholds.Alike).Select(i => part.Written[i])
            .DistinctBy(t => t.Folded).Select(t => t.Text).Take(MostWordsNamed).ToList();
        if (words.Count > 0) findings.Add(new CheckFinding(CheckFindingKind.WordsNotFound, string.Join(", ", words)));
    }
}

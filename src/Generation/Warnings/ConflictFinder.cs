using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;
using RagDocs.Generation.Citations;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Warnings;

/// <summary>
/// Finds other found passages that contradict an answer's figures (pure). For every figure that a sentence of the answer takes from a cited
/// sentence or table cell it looks for one elsewhere that says the same with another figure; in doubt it says nothing.
/// </summary>
internal sealed class ConflictFinder
{
    /// <summary>More would be a list, not a warning.</summary>
    private const int Most = 2;

    /// <summary>Quoted rows beyond which a table was quoted for all it says, not for one figure.</summary>
    private const int MostRows = 4;

    /// <summary>"About 100" and 104 are one.</summary>
    private const decimal About = 0.1m;

    private readonly IReadOnlyList<Passage> _offered;
    private readonly Func<int, CheckedPassage> _read;
    private readonly List<Claim>?[] _claims;
    private readonly Dictionary<(int First, int Second), bool> _may = [];
    private readonly SameSubject _subject;
    private readonly SameMatter _matter;

    /// <param name="read">The offered passages as the check has read them.</param>
    public ConflictFinder(string question, IReadOnlyList<Passage> offered, Func<int, CheckedPassage> read)
    {
        (_offered, _read, _claims) = (offered, read, new List<Claim>?[offered.Count]);
        var written = Enumerable.Range(0, offered.Count).SelectMany(i => read(i).Units).SelectMany(u => u.Tokens);
        var language = WordForms.LanguageOf(question);
        var asked = CheckTokenizer.Split(question, language).Where(t => t.IsContent && !ClaimWords.IsLight(t)).ToList();
        var common = written.Concat(asked).Where(t => t.Stem.Length > 0 && char.IsLower(t.Text[0])).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
        _subject = new SameSubject(asked.Select(t => t.Stem).ToHashSet(StringComparer.Ordinal), common);
        _matter = new SameMatter(common);
    }

    /// <summary>What speaks against the sentences, weightiest first.</summary>
    public IReadOnlyList<Conflict> Find(IReadOnlyList<Sentence> sentences)
    {
        var found = new List<(double Likeness, Conflict Conflict)>();
        foreach (var sentence in sentences)
        {
            foreach (var evidence in sentence.Evidence) found.AddRange(Of(sentence.Text, evidence));
        }

        return [.. found.OrderByDescending(f => f.Likeness).Select(f => f.Conflict)
            .DistinctBy(c => new[] { $"{_offered[c.First].DocumentId} {c.FirstSays}", $"{_offered[c.Second].DocumentId} {c.SecondSays}" }.Order(StringComparer.Ordinal).Aggregate((a, b) => $"{a}\n{b}")).DistinctBy(c => (c.First, c.FirstSays)).Take(Most)];
    }

    private IEnumerable<(double, Conflict)> Of(string written, Evidence evidence)
    {
        var passage = _read(evidence.Passage);
        if (QuoteLocator.Find(passage.Text, evidence.Quote) is not { } quoted) yield break;
        var units = passage.Units.Where(u => u.Start < quoted.Start + quoted.Length && quoted.Start < u.Start + u.Length).ToList();
        if (units.Count(u => u.Table is not null && u.Row > 0) > MostRows) yield break;
        var figures = FigureReader.Read(written, passage.Language);
        foreach (var claim in units.SelectMany(ClaimReader.In).Where(c => figures.Exists(f => FigureMatch.Says(c.Figure, f))))
        {
            if (Against(evidence.Passage, claim) is { } conflict) yield return conflict;
        }
    }

    private (double, Conflict)? Against(int first, Claim claim)
    {
        (double Likeness, Conflict Conflict)? best = null;
        for (var second = 0; second < _offered.Count; second++)
        {
            if (second == first || _offered[second].ChunkId == _offered[first].ChunkId) continue;
            var other = _read(second);
            if (!MaySpeakOfTheSame(first, second)) continue;
            foreach (var counter in ClaimsOf(second).Where(c => Contradicts(claim, c)))
            {
                var likeness = _subject.Likeness(claim, counter);
                if (likeness <= (best?.Likeness ?? 0) || SaysIn(claim.Unit.Passage, counter) || SaysIn(other, claim)) continue;
                best = (likeness, new Conflict(first, claim.Says, second, counter.Says, counter.Unit.Quote.Trim()));
            }
        }

        return best;
    }

    private bool MaySpeakOfTheSame(int first, int second)
    {
        if (!_may.TryGetValue((first, second), out var may)) _may[(first, second)] = may = _matter.May(_read(first), _offered[first], _read(second), _offered[second]);
        return may;
    }

    private List<Claim> ClaimsOf(int passage) => _claims[passage] ??= [.. _read(passage).Units.SelectMany(ClaimReader.In)];

    private static bool Contradicts(Claim claim, Claim counter)
    {
        if (claim.Figure.Kind != counter.Figure.Kind || !claim.Measure.IsComparableTo(counter.Measure)) return false;
        if (claim.Figure.Negative != counter.Figure.Negative || claim.Measure.AreEqual(claim.Figure, counter.Measure, counter.Figure)) return false;
        if (claim.Bound == MarkerMeaning.AtLeast != (counter.Bound == MarkerMeaning.AtLeast)) return false;
        return !(claim.Bound == MarkerMeaning.About || counter.Bound == MarkerMeaning.About) || !AreNear(claim.Figure, counter.Figure);
    }

    private static bool AreNear(Figure a, Figure b) =>
        a.Kind == FigureKind.Number && a.Values[0] != 0 && Math.Abs(a.Values[0] - b.Values[0]) <= About * Math.Max(a.Values[0], b.Values[0]);

    // A passage that says the figure too, in words that touch the same thing, knows both: another case of its own, or what was before.
    private static bool SaysIn(CheckedPassage passage, Claim claim)
    {
        var words = claim.Words.Where(w => !ClaimWords.IsLight(w)).Select(w => w.Stem).ToHashSet(StringComparer.Ordinal);
        return passage.Units.Any(u => u.Stems.Overlaps(words) && u.Tokens.Any(t =>
            t.Figure is { } figure && figure.Kind == claim.Figure.Kind && (figure.Unit.Length == 0 || claim.Figure.Unit.Length == 0 || figure.Unit == claim.Figure.Unit)
            && (FigureMatch.Says(figure, claim.Figure) || FigureMatch.Says(claim.Figure, figure))));
    }
}

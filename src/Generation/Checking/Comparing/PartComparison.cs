using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Comparing;

/// <summary>One sentence beside the sentences and rows of the cited passages that hold most of it.</summary>
internal sealed class PartComparison
{
    /// <summary>A joined sentence rests on a few; more only gather common words.</summary>
    private const int MostUnits = 4;

    private const double LeastGain = 2, NearlyBest = 0.75;
    private const int Tried = 6;

    // What a word counts when it is not found word for word beside the others.
    private const double FromHeading = 0.95, OtherForm = 0.9, Elsewhere = 0.6;
    private const int ShortestBeginning = 5;
    private const double CommonShare = 0.7;

    private readonly WordLikeness _likeness;
    private readonly Alignment?[] _homes;
    private readonly List<CheckToken> _words;

    public PartComparison(IReadOnlyList<CheckToken> written, string language, IReadOnlyList<CheckedPassage> cited, WordLikeness likeness)
    {
        (Written, Language, Cited, _likeness) = (written, language, cited, likeness);
        CitedTokens = [.. cited.SelectMany(p => p.Above.Concat(p.Units.SelectMany(u => u.Tokens)))];
        Alignments = Choose();
        Markers = Words.Markers.In(written, language);
        _homes = [.. Enumerable.Range(0, written.Count).Select(i => Alignments.MaxBy(a => a.SupportAround(i)))];
        _words = [.. Units.SelectMany(u => u.Tokens).Concat(cited.SelectMany(p => p.Above)).Where(t => t.Folded.Length > 0 && t.Figure is null).DistinctBy(t => t.Folded)];
        Cover = [.. written.Select(t => Counts(t) ? CoverOf(t, likeness) : 1)];
    }

    public IReadOnlyList<CheckToken> Written { get; }

    public string Language { get; }

    public IReadOnlyList<CheckedPassage> Cited { get; }

    /// <summary>With the sentences and rows chosen, best first.</summary>
    public IReadOnlyList<Alignment> Alignments { get; }

    public IReadOnlyList<Marker> Markers { get; }

    /// <summary>For each token how far it was found, 0 to 1; 1 for those that do not count.</summary>
    public IReadOnlyList<double> Cover { get; }

    public IEnumerable<SourceUnit> Units => Alignments.Select(a => a.Source);

    /// <summary>Found share of the words that count, names more than others.</summary>
    public double Coverage => CoverageOf(Enumerable.Range(0, Written.Count));

    public double CoverageOf(IEnumerable<int> tokens)
    {
        var (found, all) = (0.0, 0.0);
        foreach (var i in tokens.Where(i => Counts(Written[i])))
        {
            var weight = Written[i].IsName ? 1.5 : 1;
            found += weight * Cover[i];
            all += weight;
        }

        return all == 0 ? 1 : found / all;
    }

    /// <summary>The token stands in the source where the words around it stand.</summary>
    public bool IsInPlace(int i) => _homes[i]?.IsInPlace(i) == true;

    /// <summary>The words around the token stand together in this sentence of the source rather than in another.</summary>
    public bool IsAtHome(int i, Alignment alignment) => _homes[i] == alignment;

    /// <summary>What the source has where this token stands, by the words around it.</summary>
    public IReadOnlyList<CheckToken> Facing(int i) => _homes[i]?.Facing(i) ?? [];

    /// <summary>The word vectors know both words and see nothing common in them; false without a model that knows the language.</summary>
    public bool AreUnrelated(CheckToken a, CheckToken b) =>
        Language == "en" && _likeness.HasModel && a.Figure is null && b.Figure is null && _likeness.Of(a.Folded, b.Folded) < CheckThresholds.Unrelated;

    public static bool Counts(CheckToken token) => token.Figure is { Soft: true } || token.IsContent;

    /// <summary>The figure stands somewhere in the cited passages, their titles or headings.</summary>
    public bool HoldsFigure(Figure figure, bool rounded) => CitedTokens.Any(t => t.Figure is not null && FigureMatch.Says(t.Figure, figure, rounded));

    /// <summary>All of the cited passages, with their titles and headings.</summary>
    public IReadOnlyList<CheckToken> CitedTokens { get; }

    private List<Alignment> Choose()
    {
        var open = Written.Where(t => t.Figure is not null || t.IsContent).ToHashSet();
        var chosen = new List<Alignment>();
        while (chosen.Count < MostUnits && open.Count > 0)
        {
            var ranked = Cited.SelectMany(p => p.Units).Where(u => chosen.TrueForAll(c => c.Source != u))
                .Select(u => (Unit: u, Gain: open.Sum(t => Gain(t, u)))).Where(u => u.Gain > 0).OrderByDescending(u => u.Gain).Take(Tried).ToList();
            if (ranked.Count == 0 || (chosen.Count > 0 && ranked[0].Gain < LeastGain)) break;
            var best = ranked.Where(u => u.Gain >= NearlyBest * ranked[0].Gain).Select(u => (Alignment: new Alignment(Written, u.Unit), u.Gain))
                // The words between count too: the sentence itself, not one that happens to hold its figures.
                .MaxBy(u => u.Alignment.MatchedContent + (0.5 * u.Alignment.Matched) + u.Gain);
            chosen.Add(best.Alignment);
            open.RemoveWhere(t => Gain(t, best.Alignment.Source) > 0);
        }

        return chosen;
    }

    private static double Gain(CheckToken token, SourceUnit unit)
    {
        if (token.Stem.Length > 0 && unit.Stems.Contains(token.Stem)) return token.IsName ? 1.5 : 1;
        return token.Figure is not null && unit.Tokens.Any(t => t.Figure is not null && token.Says(t)) ? 1 : 0;
    }

    private double CoverOf(CheckToken token, WordLikeness likeness)
    {
        if (token.Figure is { } figure && HoldsFigure(figure, rounded: false)) return 1;
        if (Units.Any(u => u.Stems.Contains(token.Stem))) return 1;
        if (Cited.Any(p => p.AboveStems.Contains(token.Stem)) || Units.Any(u => u.Table is not null && u.Table.Cells[0].Any(c => c.Any(t => t.Says(token))))) return FromHeading;
        if (_words.Exists(w => IsOtherForm(token.Stem, w.Stem) || Antonyms.AreAlike(token, w, Language))) return OtherForm;
        if (Cited.Any(p => p.Stems.Contains(token.Stem))) return Elsewhere;
        if (Cited.Any(p => p.Stems.Any(s => IsOtherForm(token.Stem, s)))) return Elsewhere;
        if (token.Figure is not null || token.IsName) return 0;
        var nearest = _words.Where(w => !w.IsStop && !Antonyms.Are(token, w, Language)).Select(w => likeness.Of(token.Folded, w.Folded)).DefaultIfEmpty(0).Max();
        return nearest >= CheckThresholds.Alike ? Math.Min(OtherForm, 0.3 + nearest) : 0;
    }

    // Inflections and derivations that the stemmer keeps apart: analysis and analytical, Prüfung and Prüfungen.
    private static bool IsOtherForm(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        return common >= ShortestBeginning && common >= CommonShare * Math.Max(a.Length, b.Length);
    }
}

using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>Finds the forms of abbreviations in a question: the one asked for the other, as the documents that the asker may read define them.</summary>
/// <param name="words">All words of the question, in its order.</param>
internal sealed class QuestionExpander(string question, IReadOnlyList<QuestionWord> words)
{
    private const int MostExpansions = 6;

    /// <summary>Meanings of one form that are searched for, when documents do not agree.</summary>
    private const int MostMeanings = 2;

    private readonly List<QuestionWord> _words = [.. words.Where(word => word.Kind == TermKind.Word)];
    private readonly Dictionary<(string Asked, string Also), Expansion> _found = [];

    /// <param name="documents">Of the table's segment that the asker may read: what only others define is not known to him.</param>
    public void Look(AbbreviationTable table, AllowedUnits documents)
    {
        for (var i = 0; i < _words.Count; i++)
        {
            foreach (var term in _words[i].Terms)
            {
                foreach (var form in table.BeginningWith(term)) Look(form, i, documents);
            }
        }
    }

    /// <summary>Those that most documents agree on, each word of the question in one form asked only.</summary>
    public IReadOnlyList<Expansion> Found()
    {
        var chosen = new List<Expansion>();
        foreach (var expansion in _found.Values.OrderByDescending(e => e.Count).ThenByDescending(e => e.Documents).ThenBy(e => e.First).ThenBy(e => e.Also, StringComparer.Ordinal))
        {
            var meanings = chosen.Count(e => e.First == expansion.First && e.Count == expansion.Count);
            if (chosen.Count < MostExpansions && meanings < MostMeanings && (meanings > 0 || !chosen.Exists(expansion.Overlaps))) chosen.Add(expansion);
        }

        return chosen;
    }

    private void Look(DefinedForm form, int at, AllowedUnits documents)
    {
        if (!StandsAt(form.Terms, at) || IsOrdinary(form, at)) return;
        var defining = form.Term.Documents.Count(documents.Contains);
        if (defining == 0 || Enumerable.Range(0, _words.Count).Any(i => StandsAt(form.Other.Terms, i))) return;
        var last = _words[at + form.Terms.Count - 1];
        var asked = question[_words[at].Start..(last.Start + last.Text.Length)];
        if (form.IsShort && !ShortForm.IsMeant(asked, form.Text)) return;
        var key = (asked.ToUpperInvariant(), form.Other.Text.ToUpperInvariant());
        _found[key] = _found.TryGetValue(key, out var known)
            ? known with { Documents = known.Documents + defining }
            : new Expansion(asked, form.Other.Text, _words[at].Position, form.Terms.Count, defining);
    }

    private bool StandsAt(IReadOnlyList<TermKey> terms, int at)
    {
        if (at + terms.Count > _words.Count) return false;
        for (var i = 0; i < terms.Count; i++)
        {
            var word = _words[at + i];
            if (word.Position != _words[at].Position + i || !word.Terms.Any(term => term.Span.SequenceEqual(terms[i].Bytes.Span))) return false;
        }

        return true;
    }

    /// <summary>It and us are words of the question, IT and US are names in it.</summary>
    private bool IsOrdinary(DefinedForm form, int at) => Enumerable.Range(at, form.Terms.Count).All(i => _words[i].IsStopWord);
}

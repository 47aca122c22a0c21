namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>The places of one word of a phrase, in any of its variants, unit by unit.</summary>
internal sealed class PhraseCursor
{
    private readonly PostingsCursor[] _variants;
    private readonly int _offset;

    public PhraseCursor(KeywordPart part, PhraseWord word)
    {
        var entries = word.Variants.Select(variant => part.Dictionary.Find(variant)).OfType<TermEntry>().ToArray();
        _variants = Array.ConvertAll(entries, entry => new PostingsCursor(part, entry));
        (_offset, DocumentFrequency) = (word.Offset, entries.Sum(entry => (long)entry.DocumentFrequency));
    }

    public long DocumentFrequency { get; }

    /// <summary>All units that hold it, ascending. The cursor itself does not move.</summary>
    public IEnumerable<int> Units()
    {
        if (_variants.Length == 1) return _variants[0].Units();
        var all = new SortedSet<int>();
        foreach (var variant in _variants) all.UnionWith(variant.Units());
        return all;
    }

    /// <summary>Whether the unit holds it. Units are asked for in ascending order.</summary>
    public bool MoveTo(int unit)
    {
        var found = false;
        foreach (var variant in _variants) found |= variant.MoveTo(unit);
        return found;
    }

    /// <summary>Where the phrase would begin for this word to stand where it does, in the unit moved to: the field in the upper half.</summary>
    public IEnumerable<long> Starts() => _variants.Where(variant => variant.Found).SelectMany(variant => variant.Places()).Select(place => place - _offset);
}

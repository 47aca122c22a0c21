namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>The languages of an index's documents; <see cref="Bits"/> is what an index file stores.</summary>
internal readonly record struct LanguageSet(ushort Bits)
{
    private const int Count = (int)Language.Thai + 1;

    public static LanguageSet All { get; } = new((1 << Count) - 1);

    public static LanguageSet Of(params ReadOnlySpan<Language> languages)
    {
        var set = default(LanguageSet);
        foreach (var language in languages) set = set.With(language);
        return set;
    }

    public LanguageSet With(Language language) => new((ushort)(Bits | (1 << (int)language)));

    public LanguageSet With(LanguageSet others) => new((ushort)(Bits | others.Bits));

    public bool Contains(Language language) => (Bits & (1 << (int)language)) != 0;

    /// <summary>In the order of their numbers; English when the set is empty.</summary>
    public IEnumerable<Language> Languages
    {
        get
        {
            if (Bits == 0) yield return Language.English;
            for (var i = 0; i < Count; i++)
            {
                if (Contains((Language)i)) yield return (Language)i;
            }
        }
    }
}

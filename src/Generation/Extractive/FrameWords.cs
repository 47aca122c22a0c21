namespace RagDocs.Generation.Extractive;

/// <summary>Verbs and nouns that frame a question more than they name its subject; they count less.</summary>
internal static class FrameWords
{
    private static readonly HashSet<string> Stems =
    [
        .. Tokenizer.Split(
            """
            actually add allowed answer ask available back base become bring cause come concern consider correct count currently describe detail
            differ different done drive drove exact example exist explain fact famous find following follow formerly general genre get give given go got
            happen have hold include information involve keep kind know known list look made main make many mean much need normally number occur
            often ordinary people perform permit possible process provide put question reason receive regard relate require result right rule said
            same say see serve show simple situation someone somebody specific stand state still suddenly suppose tell thing time today took take type
            usd use usually want way work wrong year bekomme bekommen bekommt braucht brauche darf dauern dauert dürfen gelten gibt hoch kann können
            lange machen muss müssen oft soll sollen
            """).Select(t => t.Stem),
    ];

    // "Currently" frames, "current" liabilities are a kind.
    public static bool Contains(Term term) => Stems.Contains(term.Stem) && !term.Text.Equals("current", StringComparison.OrdinalIgnoreCase);
}

namespace RagDocs.Generation.Extractive;

/// <summary>Words that carry no content of a question: English, the commonest of German and Russian, and Chinese pairs of characters.</summary>
internal static class StopWords
{
    // German words that mean something in English (die, hat, man, mit, war) are left out.
    private static readonly HashSet<string> Words = new(
        """
        a about after all also am an and any are as at be because been before being between both but by can could did do does doing
        during each either few for from further had has have having he her here hers him his how i if in into is it its itself just
        let like may me might mine more most must my myself no nor not now of off on once one only or other our ours out over own per
        please same shall she should so some such than that the their them then there these they this those through to too under until
        up us very was we were what when where whether which while who whom whose why will with within without would yes yet you your
        yours i'm i've i'd i'll it's don't doesn't didn't can't cannot isn't aren't won't what's there's
        aber als am an auch auf aus bei bis das dass dem den der des durch ein eine einem einen einer eines er es für ich ihr
        im in ist kann mein nach nicht oder sich sie sind so um und uns unter vom von vor waren was welche welcher welches
        wenn wer werden wie wir wird wo wurde wurden zu zum zur über wann warum viele viel hatte hatten haben werden
        в во и на с со к по из от до за о об у не ни что чего чему как какой какая какое какие каких кто кого кем где когда куда
        откуда почему зачем сколько для это этот эта эти был была было были быть есть его ее их он она они мы вы я ли же бы
        什么 是什 多少 少个 哪些 哪个 哪里 哪一 是谁 谁是 如何 怎么 怎样 为什 为何 何时 的是 是在 了什 有多 是多 是哪 在哪
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Verbs and nouns that frame a question more than they name its subject; they count less.</summary>
    private static readonly HashSet<string> FrameStems =
    [
        .. Tokenizer.Split(
            """
            actually add allowed answer ask available base become bring cause come concern consider correct count currently describe detail
            differ different done drive drove exact example exist explain fact find following follow formerly general get give given go got
            happen have hold include information involve keep kind know known list look made main make many mean much need number occur
            often people perform permit possible process provide put question reason receive regard relate require result right rule said
            same say see serve show situation someone somebody specific stand state still suppose tell thing time today took take type
            usd use usually want way work wrong year
            """).Select(t => t.Stem),
    ];

    public static bool Contains(string word) => Words.Contains(word);

    public static bool IsFrameWord(Term term) => FrameStems.Contains(term.Stem);
}

using System.Collections.Frozen;

namespace RagDocs.Retrieval.Text;

/// <summary>
/// Words that say how something is asked rather than what about: English, the commonest of German and Russian, and Chinese pairs of
/// characters. Search and extractive answers leave out the same ones.
/// </summary>
public static class StopWords
{
    // German words that mean something in English (die, hat, man, mit, war) are left out.
    private static readonly FrozenSet<string> Words = """
        a about after all also am an and any are aren't as at be because been before being between both but by can can't cannot could d
        did didn't do does doesn't doing don't down during each either few for from further get had has have having he her here
        hers him his how i i'd i'll i'm i've if in into is isn't it it's its itself just let like ll m may me might mine more most must
        my myself no nor not now of off on once one only or other our ours out over own per please re s same shall she should so some
        such t than that the their them then there there's these they this those through to too under until up us ve very was we
        were what what's when where whether which while who whom whose why will with within without won't would yes yet you your yours
        aber als am an auch auf aus bei bis das dass dem den der des durch ein eine einem einen einer eines er es für ich ihr
        im in ist kann mein nach nicht oder sich sie sind so um und uns unter vom von vor waren was welche welcher welches
        wenn wer werden wie wir wird wo wurde wurden zu zum zur über wann warum viele viel hatte hatten haben werden
        в во и на с со к по из от до за о об у не ни что чего чему как какой какая какое какие каких кто кого кем где когда куда
        откуда почему зачем сколько для это этот эта эти был была было были быть есть его ее их он она они мы вы я ли же бы
        什么 是什 多少 少个 哪些 哪个 哪里 哪一 是谁 谁是 如何 怎么 怎样 为什 为何 何时 的是 是在 了什 有多 是多 是哪 在哪
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whatever its case.</summary>
    public static bool Contains(string word) => Words.Contains(word);
}

using System.Collections.Frozen;

namespace RagDocs.Retrieval.Lexical;

/// <summary>English words that say how something is asked rather than what about. A question of nothing else keeps them.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words = """
        a about after all also am an and any are as at be because been before being between both but by can could d did do does doing down
        during each few for from further get give had has have having he her here hers him his how i if in into is it its itself just ll
        m may me might more most must my no nor not now of off on once only or other our ours out over own please re s same shall she
        should so some such t tell than that the their them then there these they this those through to too under until up us ve very
        was we were what when where which while who whom whose why will with would you your yours
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string word) => Words.Contains(word);
}

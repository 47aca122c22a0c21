namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// What becomes of words with an apostrophe, in every language alike so that a wrong guess of the language changes nothing: endings (company's)
/// and elided articles (l'entreprise, dell'azienda) go, short pieces grow together (don't, O'Brien), long ones are two words.
/// </summary>
internal static class Apostrophes
{
    private const int ShortPiece = 2;

    public static void Resolve(TextRun run)
    {
        for (var i = 1; i < run.Count; i++)
        {
            ref var segment = ref run.Segments[i];
            ref var before = ref run.Segments[i - 1];
            if (segment.Joint != '\'' || (segment.IsNumber && before.IsNumber)) continue;
            if (IsEnding(run.Text(segment)))
            {
                before.SourceLength = segment.SourceEnd - before.SourceStart;
                run.Remove(i--);
            }
            else if (IsElided(run.Text(before)))
            {
                segment.Joint = before.Joint;
                run.Remove(--i);
            }
            else if (before.Length <= ShortPiece || segment.Length <= ShortPiece)
            {
                before.Length = segment.End - before.Start;
                before.SourceLength = segment.SourceEnd - before.SourceStart;
                before.HasLetter |= segment.HasLetter;
                before.HasDigit |= segment.HasDigit;
                before.HasUmlaut |= segment.HasUmlaut;
                run.Remove(i--);
            }
            else
            {
                segment.Joint = TextRun.Break;
            }
        }
    }

    private static bool IsEnding(ReadOnlySpan<char> word) => word is "s" or "d" or "m" or "re" or "ve" or "ll";

    private static bool IsElided(ReadOnlySpan<char> word) => word is "l" or "d" or "c" or "j" or "m" or "n" or "s" or "t" or "qu"
        or "lorsqu" or "puisqu" or "quoiqu" or "jusqu" or "quelqu" or "presqu"
        or "un" or "dell" or "all" or "nell" or "sull" or "dall" or "coll" or "quest" or "quell" or "bell" or "sant" or "mezz" or "anch";
}

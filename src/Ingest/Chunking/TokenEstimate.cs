namespace RagDocs.Ingest.Chunking;

/// <summary>
/// Estimates the tokens of a text without a tokenizer: 1.3 a word, as sub-word vocabularies give for English prose; more for long
/// strings such as numbers and addresses, and one for each character of scripts written without spaces.
/// </summary>
public static class TokenEstimate
{
    private const double TokensPerWord = 1.3;
    private const int LettersPerToken = 6;

    public static int Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = 0;
        var extra = 0;
        var run = 0;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                run = 0;
            }
            else if (c >= '\u2e80' && c is < '\ua000' or (>= '\uac00' and < '\ud7a4'))
            {
                extra++;
                run = 0;
            }
            else if (run++ == 0)
            {
                words++;
            }
            else if (run % LettersPerToken == 0 && run > 2 * LettersPerToken)
            {
                extra++;
            }
        }

        return (int)Math.Ceiling(words * TokensPerWord) + extra;
    }
}

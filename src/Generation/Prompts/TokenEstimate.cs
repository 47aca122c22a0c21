namespace RagDocs.Generation.Prompts;

/// <summary>
/// How many tokens a text has, where no tokenizer can be asked (pure). Errs to the safe side: many vocabularies have a token for each digit, mostly
/// one for each mark of punctuation, and few for words of other languages than English.
/// </summary>
internal static class TokenEstimate
{
    /// <summary>For what a chat template adds around each message.</summary>
    public const int Template = 16;

    private const double Letter = 0.31, Accented = 0.8, Digit = 1, Mark = 0.7, Space = 0.05, Cyrillic = 0.55, Ideograph = 1.3, Other = 1.1;

    public static int Of(string text)
    {
        var tokens = 0.0;
        foreach (var c in text)
        {
            tokens += c switch
            {
                >= 'a' and <= 'z' or >= 'A' and <= 'Z' => Letter,
                ' ' or '\n' => Space,
                >= '0' and <= '9' => Digit,
                < '\u00C0' => Mark,
                < '\u0250' => Accented,
                >= '\u0370' and <= '\u052F' => Cyrillic,
                >= '\u2010' and <= '\u2E7F' => 1,
                >= '\u2E80' => Ideograph,
                _ => Other,
            };
        }

        return (int)Math.Ceiling(tokens);
    }
}

using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Citations;

/// <summary>Finds a quote's words in a text, to mark them where the text is shown.</summary>
public static class QuoteLocator
{
    /// <summary>Exact if possible, else with white space folded (line breaks of a page, double spaces).</summary>
    /// <returns>The stretch of <paramref name="text"/>; null when the quote is empty or not there.</returns>
    public static TextRange? Find(string text, string quote)
    {
        if (string.IsNullOrWhiteSpace(quote)) return null;
        var exact = text.IndexOf(quote, StringComparison.Ordinal);
        if (exact >= 0) return new TextRange(exact, quote.Length);

        var (foldedText, offsets) = Fold(text);
        var (foldedQuote, _) = Fold(quote);
        var at = foldedText.IndexOf(foldedQuote, StringComparison.Ordinal);
        if (at < 0) return null;
        var start = offsets[at];
        return new TextRange(start, offsets[at + foldedQuote.Length - 1] + 1 - start);
    }

    /// <summary>The text with each run of white space as one space, trimmed, and where each of its characters stood.</summary>
    private static (string Text, List<int> Offsets) Fold(string text)
    {
        var folded = new char[text.Length];
        var offsets = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isSpace = char.IsWhiteSpace(text[i]);
            if (isSpace && (offsets.Count == 0 || folded[offsets.Count - 1] == ' ')) continue;
            folded[offsets.Count] = isSpace ? ' ' : text[i];
            offsets.Add(i);
        }

        var length = offsets.Count > 0 && folded[offsets.Count - 1] == ' ' ? offsets.Count - 1 : offsets.Count;
        return (new string(folded, 0, length), offsets);
    }
}

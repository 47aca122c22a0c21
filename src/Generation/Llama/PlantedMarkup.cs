namespace RagDocs.Generation.Llama;

/// <summary>
/// llama.cpp makes tokens of user-defined type in every text, whatever was asked for; old conversions give a template's markup this type.
/// Where somebody wrote such markup in a document, the text is taken in two, so that it stays text. User-defined tokens that are
/// no markup (runs of spaces, HTML) are left alone.
/// </summary>
/// <param name="userDefined">Texts of the user-defined tokens.</param>
/// <param name="example">A conversation as the template writes it.</param>
internal sealed class PlantedMarkup(IEnumerable<string> userDefined, string example)
{
    private readonly string[] _markup = [.. userDefined.Where(text => text.Length > 1 && IsMarkup(text, example))];

    /// <summary>The text in order, in pieces none of which holds markup.</summary>
    public IReadOnlyList<string> Break(string text)
    {
        var cuts = new SortedSet<int>();
        foreach (var markup in _markup)
        {
            for (var at = text.IndexOf(markup, StringComparison.Ordinal); at >= 0; at = text.IndexOf(markup, at + 1, StringComparison.Ordinal)) cuts.Add(at + 1);
        }

        if (cuts.Count == 0) return [text];
        var pieces = new List<string>();
        var from = 0;
        foreach (var cut in cuts.Append(text.Length))
        {
            pieces.Add(text[from..cut]);
            from = cut;
        }

        return pieces;
    }

    // A template need not write all the markup that its model obeys: <|system|> beside <|user|>, <|endoftext|>.
    private static bool IsMarkup(string text, string example) =>
        !string.IsNullOrWhiteSpace(text) && text.Any(c => !char.IsLetterOrDigit(c))
        && (example.Contains(text, StringComparison.Ordinal)
            || text.Contains("<|", StringComparison.Ordinal) || text.Contains("|>", StringComparison.Ordinal)
            || text is "<s>" or "</s>" or "[INST]" or "[/INST]" or "<<SYS>>" or "<</SYS>>" or "<start_of_turn>" or "<end_of_turn>" or "<bos>" or "<eos>");
}

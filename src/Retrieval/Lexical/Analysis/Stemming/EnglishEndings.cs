namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>A list of endings of one step of the English stemmer: the longest that the word ends in decides, whether it may be cut or not.</summary>
internal sealed class EnglishEndings
{
    private readonly (string Ending, string Replacement)[][] _byLastLetter;

    public EnglishEndings(string endings)
    {
        var parsed = endings.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(e => e.Split('>')).ToList();
        _byLastLetter = [.. Enumerable.Range('a', 26).Select(letter => parsed.Where(e => e[0][^1] == letter)
            .OrderByDescending(e => e[0].Length).Select(e => (e[0], e[1])).ToArray())];
    }

    public void Apply(ref EnglishWord word, int region)
    {
        if (word.Last is < 'a' or > 'z') return;
        foreach (var (ending, replacement) in _byLastLetter[word.Last - 'a'])
        {
            if (!word.EndsWith(ending)) continue;
            if (word.Length - ending.Length >= region && MayCut(ref word, ending)) word.Replace(ending.Length, replacement);
            return;
        }
    }

    private static bool MayCut(ref EnglishWord word, string ending)
    {
        var before = word.Length > ending.Length ? word.Letters[word.Length - ending.Length - 1] : '\0';
        return ending switch
        {
            "ogi" => before == 'l',
            "li" => before is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't',
            "ion" => before is 's' or 't',
            "ative" => word.Length - ending.Length >= word.R2,
            _ => true,
        };
    }
}

namespace RagDocs.TestSupport.Gguf;

/// <summary>
/// 512 byte-pair tokens as GPT-2 writes them: the specials of <see cref="TinyVocabulary"/>, every byte, and words with the space before them, each with the
/// merges that lead to it. How a text is split into words first is named beside ("tekken", "llama-bpe" …).
/// </summary>
public static class TinyBpe
{
    private const string Words =
        "the and of to in is for on with by at not this that be we you may must can all days pay leave answer question source year month report page policy staff";

    private static readonly char[] OfByte = BytesAsCharacters();

    static TinyBpe()
    {
        List<string> tokens = ["<unk>", "<s>", "</s>", "[INST]", "[/INST]", .. OfByte.Select(c => $"{c}")];
        var merges = new List<string>();
        foreach (var (left, right) in Pairs())
        {
            if (tokens.Contains(left + right) || tokens.Count == TinyVocabulary.Size) continue;
            tokens.Add(left + right);
            merges.Add($"{left} {right}");
        }

        for (var i = 0; tokens.Count < TinyVocabulary.Size; i++) tokens.Add($"Zz{i:000}");
        (Tokens, Merges) = (tokens, merges);
        Types = [.. tokens.Select((_, id) => id is > 0 and <= TinyVocabulary.EndInstruction ? 3 : 1)];
    }

    public static IReadOnlyList<string> Tokens { get; }

    public static IReadOnlyList<string> Merges { get; }

    /// <summary>1 normal, 3 control.</summary>
    public static IReadOnlyList<int> Types { get; }

    // Also pairs that cross what belongs to a word in some models and not in others.
    private static IEnumerable<(string Left, string Right)> Pairs()
    {
        var (space, line) = ($"{OfByte[' ']}", $"{OfByte['\n']}");
        foreach (var pair in ((string, string)[])[(".", line), (line, line), (space, space), ("'", "s"), ("-", "-"), ("0", "1"), ("a", "a")]) yield return pair;
        foreach (var word in Words.Split(' '))
        {
            for (var length = 0; length < word.Length; length++) yield return (space + word[..length], $"{word[length]}");
        }
    }

    /// <summary>GPT-2's table: a visible character for every byte.</summary>
    private static char[] BytesAsCharacters()
    {
        var table = new char[256];
        var next = 256;
        for (var b = 0; b < table.Length; b++)
        {
            table[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)b : (char)next++;
        }

        return table;
    }
}

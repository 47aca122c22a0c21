namespace RagDocs.TestSupport.Gguf;

/// <summary>
/// 512 SentencePiece tokens: specials, every byte, every printable ASCII character, and words as chains of their beginnings ("▁t", "▁th",
/// "▁the"), because SentencePiece only joins pairs that are tokens themselves. No bare pair of characters is a token, so text inside a word that
/// is no listed word has one token a character.
/// </summary>
public static class TinyVocabulary
{
    public const int Unknown = 0;
    public const int Begin = 1;
    public const int End = 2;
    public const int BeginInstruction = 3;
    public const int EndInstruction = 4;
    public const int FirstByte = 5;
    public const int FirstPiece = FirstByte + 256;
    public const int Size = 512;

    private const char Space = '\u2581';

    private const string Words =
        "the a an and or of to in is are was for on with by from at as not it this that be we you may must can all one two days pay paid leave "
        + "answer question source year month per cent report page policy staff holiday contract rate price total team rule law date";

    static TinyVocabulary()
    {
        List<string> tokens = ["<unk>", "<s>", "</s>", "[INST]", "[/INST]", .. Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>"), $"{Space}"];
        tokens.AddRange(Enumerable.Range('!', '~' - '!' + 1).Select(c => $"{(char)c}"));
        var known = tokens.ToHashSet(StringComparer.Ordinal);
        foreach (var piece in Chains().Where(known.Add).Take(Size - tokens.Count)) tokens.Add(piece);
        Tokens = tokens;
        Types = [.. tokens.Select((_, id) => id switch { Unknown => 2, <= EndInstruction => 3, < FirstPiece => 6, _ => 1 })];
        Scores = [.. tokens.Select((_, id) => id < FirstPiece ? 0f : FirstPiece - id)];
    }

    public static IReadOnlyList<string> Tokens { get; }

    /// <summary>1 normal, 2 unknown, 3 control, 6 byte.</summary>
    public static IReadOnlyList<int> Types { get; }

    public static IReadOnlyList<float> Scores { get; }

    /// <summary>The token that stands for exactly this piece.</summary>
    public static int IdOf(string piece) => Enumerable.Range(0, Size).First(id => Tokens[id] == piece);

    private static IEnumerable<string> Chains()
    {
        foreach (var word in Words.Split(' '))
        {
            for (var length = 1; length <= word.Length; length++) yield return Space + word[..length];
        }

        // Fills up to the round number; never joined, because their beginnings are no tokens.
        for (var i = 0; ; i++) yield return $"{Space}Zz{i:000}";
    }
}

using System.Text.RegularExpressions;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Text;

namespace RagDocs.Retrieval.Reading;

/// <summary>What reading a chunk's text shows whatever the question is: its tokens, where its sentences end, and which of them hold what can be asked for.</summary>
internal sealed class TokenizedText
{
    private const int LongestText = 512;
    private static readonly int Kinds = Enum.GetValues<AskedKind>().Length;

    private readonly bool[]?[] _holding = new bool[]?[Kinds];

    private TokenizedText(int[] tokens, int headings, int[] sentenceEnds) => (Tokens, Headings, SentenceEnds) = (tokens, headings, sentenceEnds);

    /// <summary>Headings first, then text; at most 512.</summary>
    public int[] Tokens { get; }

    /// <summary>How many of the tokens are of the headings.</summary>
    public int Headings { get; }

    /// <summary>For each sentence, the number of the token behind it.</summary>
    public int[] SentenceEnds { get; }

    /// <summary>Memory it takes at most, roughly.</summary>
    public int Bytes => 256 + (sizeof(int) * (Tokens.Length + SentenceEnds.Length)) + (Kinds * (24 + SentenceEnds.Length));

    public static TokenizedText Of(WordPieceTokenizer tokenizer, FoundChunk chunk)
    {
        Span<int> tokens = stackalloc int[LongestText];
        var headings = tokenizer.Encode(EmbeddingText.For(chunk.Title, chunk.HeadingPath, ""), tokens);
        var count = headings;
        var sentences = SentenceSplitter.Split(chunk.Text);
        var ends = new int[sentences.Count];
        for (var i = 0; i < ends.Length; i++) ends[i] = count += tokenizer.Encode(sentences[i].Of(chunk.Text), tokens[count..]);
        return new TokenizedText(tokens[..count].ToArray(), headings, ends);
    }

    /// <summary>For each sentence, whether it holds something of a kind. Worked out when it is first asked for.</summary>
    /// <param name="text">The chunk's.</param>
    public bool[] Holding(AskedKind kind, Regex finder, string text) => _holding[(int)kind] ??= Find(finder, text);

    private static bool[] Find(Regex finder, string text)
    {
        var found = finder.EnumerateMatches(text);
        var place = found.MoveNext() ? found.Current.Index : int.MaxValue;
        var sentences = SentenceSplitter.Split(text);
        var holding = new bool[sentences.Count];
        for (var i = 0; i < holding.Length && place < int.MaxValue; i++)
        {
            holding[i] = place < sentences[i].End;
            while (place < sentences[i].End) place = found.MoveNext() ? found.Current.Index : int.MaxValue;
        }

        return holding;
    }
}

using System.Numerics.Tensors;
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

    // Two bytes where the vocabulary allows: a hundred thousand texts are kept at once.
    private readonly ushort[]? _short;
    private readonly int[]? _long;
    private readonly ushort[] _sentenceEnds;
    private bool[]?[]? _holding;

    private TokenizedText(ReadOnlySpan<int> tokens, int headings, ushort[] sentenceEnds)
    {
        (Headings, _sentenceEnds) = (headings, sentenceEnds);
        if (tokens.IsEmpty || TensorPrimitives.Max(tokens) <= ushort.MaxValue) _short = Array.ConvertAll(tokens.ToArray(), token => (ushort)token);
        else _long = tokens.ToArray();
    }

    /// <summary>Headings first, then text; at most 512. Made anew each time.</summary>
    public int[] Tokens => _long is not null ? [.. _long] : Array.ConvertAll(_short!, token => (int)token);

    /// <summary>How many of the tokens are of the headings.</summary>
    public int Headings { get; }

    /// <summary>For each sentence, the number of the token behind it.</summary>
    public ReadOnlySpan<ushort> SentenceEnds => _sentenceEnds;

    /// <summary>Memory it takes at most, roughly.</summary>
    public int Bytes => 200 + (sizeof(ushort) * (_short?.Length ?? 0)) + (sizeof(int) * (_long?.Length ?? 0)) + ((sizeof(ushort) + Kinds) * _sentenceEnds.Length) + (Kinds * 32);

    public static TokenizedText Of(WordPieceTokenizer tokenizer, FoundChunk chunk)
    {
        Span<int> tokens = stackalloc int[LongestText];
        var headings = tokenizer.Encode(EmbeddingText.For(chunk.Title, chunk.HeadingPath, ""), tokens);
        var count = headings;
        var sentences = SentenceSplitter.Split(chunk.Text);
        var ends = new ushort[sentences.Count];
        for (var i = 0; i < ends.Length; i++) ends[i] = (ushort)(count += tokenizer.Encode(sentences[i].Of(chunk.Text), tokens[count..]));
        return new TokenizedText(tokens[..count], headings, ends);
    }

    /// <summary>For each sentence, whether it holds something of a kind. Worked out when it is first asked for.</summary>
    /// <param name="text">The chunk's.</param>
    public bool[] Holding(AskedKind kind, Regex finder, string text) => (_holding ??= new bool[]?[Kinds])[(int)kind] ??= Find(finder, text);

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

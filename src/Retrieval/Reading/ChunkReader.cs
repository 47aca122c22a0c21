using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Text;

namespace RagDocs.Retrieval.Reading;

/// <summary>
/// Reads candidates' texts with a question in mind, token by token: how much of the question a text covers as a whole, in its opening and in
/// a sentence that holds the kind of thing asked for, and how near its nearest stretch is. One pass over each text.
/// </summary>
internal sealed class ChunkReader
{
    private const int LongestText = 512;

    /// <summary>Tokens of a text's opening: about a caption, a title line or half a sentence.</summary>
    private const int OpeningTokens = 20;

    /// <summary>A window is two blocks and the next one begins a block later.</summary>
    private const int BlockTokens = 30;

    private readonly StaticEmbeddingGenerator _model;
    private readonly SoftMatch _match;
    private readonly float[] _question;
    private readonly Regex? _asked;

    public ChunkReader(StaticEmbeddingGenerator model, string question)
    {
        _model = model;
        _match = new SoftMatch(model, question);
        _question = model.Embed(question);
        _asked = KindPatterns.Finder(KindPatterns.Of(question));
    }

    public ReadChunk Read(FoundChunk chunk)
    {
        Span<int> tokens = stackalloc int[LongestText];
        var text = chunk.Text;
        var headings = _model.Tokenizer.Encode(EmbeddingText.For(chunk.Title, chunk.HeadingPath, ""), tokens);
        var (aboveIt, covered) = (new float[_match.Tokens], new float[_match.Tokens]);
        _match.Cover(tokens[..headings], aboveIt);
        aboveIt.CopyTo(covered, 0);

        var count = headings;
        var kind = 0.0;
        var sentence = new float[_match.Tokens];
        var found = _asked is null ? default : _asked.EnumerateMatches(text);
        var place = _asked is not null && found.MoveNext() ? found.Current.Index : int.MaxValue;
        foreach (var range in _asked is null ? [new TextRange(0, text.Length)] : SentenceSplitter.Split(text))
        {
            var length = _model.Tokenizer.Encode(range.Of(text), tokens[count..]);
            aboveIt.CopyTo(sentence, 0);
            _match.Cover(tokens.Slice(count, length), sentence);
            TensorPrimitives.Max(covered, sentence, covered);
            count += length;
            if (place < range.End) kind = Math.Max(kind, _match.Share(sentence));
            while (place < range.End) place = found.MoveNext() ? found.Current.Index : int.MaxValue;
        }

        var body = tokens[headings..count];
        var opening = new float[_match.Tokens];
        _match.Cover(body[..Math.Min(OpeningTokens, body.Length)], opening);
        var (vector, window) = Nearest(tokens[..headings], body);
        return new ReadChunk(tokens[..count].ToArray(), vector)
        {
            Coverage = _match.Share(covered), Opening = _match.Share(opening), AskedKind = kind, Window = window,
        };
    }

    /// <summary>The vector of everything, and the cosine of the window nearest to the question.</summary>
    private (float[] Vector, double Window) Nearest(ReadOnlySpan<int> headings, ReadOnlySpan<int> body)
    {
        var dimensions = _model.Dimensions;
        var above = new float[dimensions];
        _model.Sum(headings, above);
        var all = above.ToArray();
        var (before, block, window) = (new float[dimensions], new float[dimensions], new float[dimensions]);
        var best = 0f;
        for (var start = 0; start == 0 || start < body.Length; start += BlockTokens)
        {
            _model.Sum(body.Slice(start, Math.Min(BlockTokens, body.Length - start)), block);
            TensorPrimitives.Add(all, block, all);
            TensorPrimitives.Add(above, block, window);
            if (start > 0) TensorPrimitives.Add(window, before, window);
            // The first block alone is no window where a second one follows.
            if (start > 0 || body.Length <= BlockTokens) best = Math.Max(best, Cosine(window));
            (before, block) = (block, before);
        }

        var length = TensorPrimitives.Norm<float>(all);
        if (length > 0) TensorPrimitives.Divide(all, length, all);
        return (all, best);
    }

    private float Cosine(float[] sum)
    {
        var length = TensorPrimitives.Norm<float>(sum);
        return length > 0 ? TensorPrimitives.Dot<float>(sum, _question) / length : 0;
    }
}

using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Reading;

/// <summary>
/// Reads candidates' texts with a question in mind, token by token: how much of the question a text covers as a whole, in its opening and in
/// a sentence that holds the kind of thing asked for, and how near its nearest stretch is. For one thread at a time.
/// </summary>
internal sealed class ChunkReader : IDisposable
{
    /// <summary>Tokens of a text's opening: about a caption, a title line or half a sentence.</summary>
    private const int OpeningTokens = 20;

    /// <summary>A window is two blocks and the next one begins a block later.</summary>
    private const int BlockTokens = 30;

    private readonly StaticEmbeddingGenerator _model;
    private readonly SoftMatch _match;
    private readonly float[] _question;
    private readonly AskedKind _kind;
    private readonly Regex? _asked;
    private readonly float[] _above;
    private readonly float[] _window;
    private float[] _block;
    private float[] _before;

    public ChunkReader(StaticEmbeddingGenerator model, string question)
    {
        _model = model;
        _match = new SoftMatch(model, question);
        _question = model.Embed(question);
        _kind = KindPatterns.Of(question);
        _asked = KindPatterns.Finder(_kind);
        (_above, _window, _block, _before) = (new float[model.Dimensions], new float[model.Dimensions], new float[model.Dimensions], new float[model.Dimensions]);
    }

    public ReadChunk Read(FoundChunk chunk) => Read(chunk, TokenizedText.Of(_model.Tokenizer, chunk));

    /// <param name="text">The chunk's, as tokens.</param>
    public ReadChunk Read(FoundChunk chunk, TokenizedText text)
    {
        var tokens = text.Tokens;
        ReadOnlySpan<int> headings = tokens.AsSpan(0, text.Headings);
        ReadOnlySpan<int> body = tokens.AsSpan(text.Headings);
        Span<float> above = stackalloc float[_match.Width];
        Span<float> covered = stackalloc float[_match.Width];
        Span<float> opening = stackalloc float[_match.Width];
        above.Clear();
        opening.Clear();
        _match.Cover(headings, above);
        above.CopyTo(covered);
        var kind = Cover(chunk.Text, text, tokens, above, covered);
        _match.Cover(body[..Math.Min(OpeningTokens, body.Length)], opening);
        var (vector, window) = Nearest(headings, body);
        return new ReadChunk(tokens, vector)
        {
            Coverage = _match.Share(covered), Opening = _match.Share(opening), AskedKind = kind, Window = window,
        };
    }

    public void Dispose() => _match.Dispose();

    /// <summary>Reads sentence by sentence what the text covers.</summary>
    /// <param name="all">Its tokens.</param>
    /// <param name="above">What the headings cover; each sentence stands below them.</param>
    /// <param name="covered">Raised to what all sentences together cover.</param>
    /// <returns>The coverage of the best sentence, with the headings, that holds something of the asked kind; 0 without one.</returns>
    private double Cover(string chunk, TokenizedText text, ReadOnlySpan<int> all, ReadOnlySpan<float> above, Span<float> covered)
    {
        var (best, start) = (0.0, text.Headings);
        var holding = _asked is null ? [] : text.Holding(_kind, _asked, chunk);
        Span<float> sentence = stackalloc float[_match.Width];
        for (var i = 0; i < text.SentenceEnds.Length; i++)
        {
            var tokens = all[start..text.SentenceEnds[i]];
            start = text.SentenceEnds[i];
            if (i >= holding.Length || !holding[i])
            {
                _match.Cover(tokens, covered);
                continue;
            }

            above.CopyTo(sentence);
            _match.Cover(tokens, sentence);
            TensorPrimitives.Max(covered, sentence, covered);
            best = Math.Max(best, _match.Share(sentence));
        }

        return best;
    }

    /// <summary>The vector of everything, and the cosine of the window nearest to the question.</summary>
    private (float[] Vector, double Window) Nearest(ReadOnlySpan<int> headings, ReadOnlySpan<int> body)
    {
        _model.Sum(headings, _above);
        var all = _above.ToArray();
        var best = 0f;
        for (var start = 0; start == 0 || start < body.Length; start += BlockTokens)
        {
            _model.Sum(body.Slice(start, Math.Min(BlockTokens, body.Length - start)), _block);
            TensorPrimitives.Add(all, _block, all);
            TensorPrimitives.Add(_above, _block, _window);
            if (start > 0) TensorPrimitives.Add(_window, _before, _window);
            // The first block alone is no window where a second one follows.
            if (start > 0 || body.Length <= BlockTokens) best = Math.Max(best, Cosine(_window));
            (_before, _block) = (_block, _before);
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

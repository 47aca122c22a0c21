using System.Numerics.Tensors;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama;

/// <summary>
/// Reads texts with an encoder: one vector a text (embedding models) or a score a pair (rerankers). One text a step: attention covers
/// the whole batch, so several at once would be slower. One thread at a time.
/// </summary>
internal sealed class TextEncoder : IDisposable
{
    /// <summary>Characters of a token at most, far above what words have: what comes behind so many is cut before it costs time.</summary>
    private const int CharactersOfAToken = 256;

    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;
    private readonly int _maxTokens;

    /// <param name="maxTokens">Read of one text; what is longer is cut and said so.</param>
    public TextEncoder(LlamaModel model, int maxTokens, int threads)
    {
        _maxTokens = Math.Min(maxTokens, model.TrainedContext);
        _context = new LlamaContext(model, new ContextSettings(_maxTokens, _maxTokens, 1, threads) { Embeddings = true });
        _batch = _context.NewBatch();
        _maxTokens = Math.Min(_maxTokens, _batch.Capacity);
    }

    /// <summary>Tokens read of one text at most.</summary>
    public int MaxTokens => _maxTokens;

    private int MostCharacters => _maxTokens * CharactersOfAToken;

    public void Abort() => _context.Abort();

    public void ClearAbort() => _context.ClearAbort();

    /// <summary>The text's vector, or null when the work was aborted.</summary>
    public TextVector? Embed(string text)
    {
        var model = _context.Model;
        var tokens = model.Tokenize(Head(text), addSpecial: true, parseSpecial: false);
        var cut = tokens.Length > _maxTokens || text.Length > MostCharacters;
        if (tokens.Length > _maxTokens)
        {
            var end = tokens[^1];
            tokens = tokens[.._maxTokens];
            if (model.Special.Markup.Values.Contains(end)) tokens[^1] = end;
        }

        if (!Run(tokens)) return null;
        var vector = _context.Pooled(0, _context.Model.EmbeddingLength).ToArray();
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
        return new TextVector(vector, tokens.Length, cut);
    }

    /// <summary>How well the document fits the question, or null when the work was aborted.</summary>
    public DocumentScore? Score(string query, string document)
    {
        var special = _context.Model.Special;
        var question = _context.Model.Tokenize(Head(query), addSpecial: false, parseSpecial: false);
        var words = _context.Model.Tokenize(Head(document), addSpecial: false, parseSpecial: false);
        // A question longer than half of what the model reads would leave nothing for the document.
        var room = _maxTokens - 4;
        var asked = question.AsSpan(0, Math.Min(question.Length, room / 2));
        var read = words.AsSpan(0, Math.Min(words.Length, room - asked.Length));
        var tokens = new List<int>(asked.Length + read.Length + 4);
        AddIf(tokens, special.Begin);
        tokens.AddRange(asked);
        AddIf(tokens, special.End);
        AddIf(tokens, special.Separator);
        tokens.AddRange(read);
        AddIf(tokens, special.End ?? special.Separator);
        if (!Run(tokens)) return null;
        return new DocumentScore(_context.Pooled(0, 1)[0], tokens.Count, asked.Length < question.Length || read.Length < words.Length || Math.Max(query.Length, document.Length) > MostCharacters);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private string Head(string text) => text.Length <= MostCharacters ? text : text[..(char.IsLowSurrogate(text[MostCharacters]) ? MostCharacters - 1 : MostCharacters)];

    private bool Run(IReadOnlyList<int> tokens)
    {
        if (tokens.Count == 0) throw new BadRequestException("The text is empty.");
        _context.Clear();
        _batch.Clear();
        for (var i = 0; i < tokens.Count; i++) _batch.Add(tokens[i], i, 0, wantsLogits: true);
        return _context.Decode(_batch) switch
        {
            DecodeStatus.Ok => true,
            DecodeStatus.Aborted => false,
            _ => throw new LlamaException($"The context has no room for a text of {tokens.Count} tokens."),
        };
    }

    private static void AddIf(List<int> tokens, int? token)
    {
        if (token is { } id) tokens.Add(id);
    }
}

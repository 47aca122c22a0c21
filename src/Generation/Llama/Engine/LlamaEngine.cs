using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Native;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>One model in memory, serving several requests at a time. Safe to call from any thread.</summary>
internal sealed class LlamaEngine : IAsyncDisposable
{
    /// <summary>An answer without a limit may have this part of the context, so that the promise for one leaves room for others.</summary>
    private const int DefaultAnswerShare = 4;
    private const int DefaultAnswerLeast = 512;
    private const int MostStops = 16;

    /// <summary>Of a text that is only counted, so many contexts' worth.</summary>
    private const int CountedContexts = 16;

    private readonly LoadedEngine _parts;
    private readonly IEngineWorker _worker;

    private LlamaEngine(LoadedEngine parts)
    {
        _parts = parts;
        _worker = parts.Worker;
        _worker.Start();
    }

    public EngineModel Model => _parts.Model;

    public EngineStatistics Statistics => _parts.Counters.Now;

    /// <summary>
    /// Ends when the engine does; with the error when one ended it. Native memory is in an unknown state then: the process should end
    /// with an exit code and be started anew.
    /// </summary>
    public Task Completion => _worker.Completion;

    /// <summary>Reads the header in C#, then loads. Takes seconds to minutes.</summary>
    /// <exception cref="LlamaException">The file, an adapter or an option cannot be used.</exception>
    public static Task<LlamaEngine> LoadAsync(EngineOptions options, TimeProvider time, ILogger log, CancellationToken cancellationToken) =>
        Task.Run(() => new LlamaEngine(EngineLoader.Load(options, time, log, cancellationToken)), cancellationToken);

    /// <summary>Writes. Canceling stops the work within 150 ms.</summary>
    /// <exception cref="EngineBusyException">The queue is full.</exception>
    /// <exception cref="PromptTooLongException">Nothing is cut silently.</exception>
    /// <exception cref="BadRequestException">A bad grammar or option, or not a chat model.</exception>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_worker is not GenerationWorker writer)
            throw new BadRequestException($"{Model.Id} is no chat model: it cannot write.");

        var writing = Prepare(request, cancellationToken);
        Add(writer, writing);
        try
        {
            await using var canceled = cancellationToken.Register(() => writer.Cancel(writing));
            yield return new RequestTaken();
            await foreach (var news in writing.Events.ReadAllAsync(cancellationToken))
                yield return news;
        }
        finally
        {
            // Does nothing after the end; stops the work when the reader left early.
            writer.Cancel(writing);
        }
    }

    /// <exception cref="BadRequestException">Not an embedding model.</exception>
    public Task<TextVector> EmbedAsync(string text, string asker, CancellationToken cancellationToken)
    {
        if (Model.Kind != ModelKind.Embedding)
            throw new BadRequestException($"{Model.Id} is no embedding model: it makes no vectors.");
        return EncodeAsync(new EncodingRequest<TextVector>(
            asker,
            encoder => encoder.Embed(text),
            (c, vector) => c with { Embedded = c.Embedded + 1, PromptTokens = c.PromptTokens + vector.Tokens }), cancellationToken);
    }

    /// <exception cref="BadRequestException">Not a reranker.</exception>
    public Task<DocumentScore> ScoreAsync(string query, string document, string asker, CancellationToken cancellationToken)
    {
        if (Model.Kind != ModelKind.Reranker)
            throw new BadRequestException($"{Model.Id} is no reranker: it cannot score documents.");
        return EncodeAsync(new EncodingRequest<DocumentScore>(
            asker,
            encoder => encoder.Score(query, document),
            (c, score) => c with { Scored = c.Scored + 1, PromptTokens = c.PromptTokens + score.Tokens }), cancellationToken);
    }

    /// <summary>Takes nothing new and lets what runs and waits end, at most as long as <paramref name="patience"/>.</summary>
    public Task DrainAsync(TimeSpan patience) => _worker.DrainAsync(patience);

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _parts.Native.Dispose();
    }

    /// <summary>What a conversation needs with the model's template around it. Needs no turn.</summary>
    /// <exception cref="BadRequestException">Not a chat model, or its template does not take these roles.</exception>
    /// <exception cref="PromptTooLongException">Many times what the context holds; such a text is not counted.</exception>
    public int CountTokens(IReadOnlyList<ChatTurn> turns, CancellationToken cancellationToken) => WhileLoaded(() =>
    {
        var prompts = _parts.Prompts ?? throw new BadRequestException($"{Model.Id} is no chat model: it has no template for a conversation.");
        RefuseFarTooLong(turns.Select(t => t.Content), CountedContexts);
        return prompts.Tokenize(turns, cancellationToken).Length;
    });

    /// <summary>What a bare text needs; markup in it is text.</summary>
    /// <exception cref="PromptTooLongException">Many times what the context holds; such a text is not counted.</exception>
    public int CountTokens(string text, CancellationToken cancellationToken) => WhileLoaded(() =>
    {
        RefuseFarTooLong([text], CountedContexts);
        return _parts.Native.Tokenize(text, addSpecial: true, parseSpecial: false, cancellationToken).Length;
    });

    /// <summary>The asker's thread does what needs no context, so that a long prompt holds nobody up.</summary>
    private WritingRequest Prepare(GenerationRequest request, CancellationToken cancellationToken) => WhileLoaded(() => Check(request, cancellationToken));

    /// <summary>Before anything is tokenised, which takes time for every byte: a token stands for so many bytes at most.</summary>
    private void RefuseFarTooLong(IEnumerable<string> texts, int contexts)
    {
        var least = texts.Sum(t => (long)Encoding.UTF8.GetByteCount(t)) / _parts.Native.LongestPiece;
        if (least > (long)contexts * Model.ContextTokens) throw new PromptTooLongException((int)Math.Min(least, int.MaxValue), Model.ContextTokens, atLeast: true);
    }

    private T WhileLoaded<T>(Func<T> work)
    {
        // Disposing the engine meanwhile must not free the vocabulary under our hands.
        var handle = _parts.Native.Handle;
        var isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
            return work();
        }
        catch (ObjectDisposedException disposed)
        {
            throw new EngineStoppedException(disposed);
        }
        finally
        {
            if (isHeld)
                handle.DangerousRelease();
        }
    }

    private WritingRequest Check(GenerationRequest request, CancellationToken cancellationToken)
    {
        if (request.Turns.Count == 0)
            throw new BadRequestException("The conversation is empty.");
        if (request.MaxTokens is < 1)
            throw new BadRequestException("max_tokens must be 1 or more.");
        if (request.Stop.Count > MostStops || request.Stop.Any(string.IsNullOrEmpty))
            throw new BadRequestException($"stop must be at most {MostStops} texts, none of them empty.");

        RefuseFarTooLong(request.Turns.Select(t => t.Content), contexts: 1);
        var prompt = _parts.Prompts!.Tokenize(request.Turns, cancellationToken);
        var left = Model.ContextTokens - prompt.Length;
        if (left < (request.MaxTokens ?? 1))
            throw new PromptTooLongException(prompt.Length, Model.ContextTokens);
        var answer = request.MaxTokens ?? Math.Min(left, Math.Max(DefaultAnswerLeast, Model.ContextTokens / DefaultAnswerShare));
        var sampler = SamplerChain.Create(_parts.Native, request.Sampling, request.Grammar);
        sampler.Prime(prompt);
        return new WritingRequest(request.Asker, prompt, answer, sampler, request.Stop);
    }

    private static void Add(GenerationWorker writer, WritingRequest writing)
    {
        try
        {
            writer.Add(writing);
        }
        catch
        {
            writing.Sampler.Dispose();
            throw;
        }
    }

    private async Task<T> EncodeAsync<T>(EncodingRequest<T> request, CancellationToken cancellationToken)
        where T : class
    {
        var encoder = (EncodingWorker)_worker;
        encoder.Add(request);
        await using var canceled = cancellationToken.Register(() => encoder.Cancel(request));
        return await request.Result.WaitAsync(cancellationToken);
    }
}

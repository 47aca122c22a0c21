using Microsoft.Extensions.Logging;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Lexical;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// A question's vector. A model outside of this process that is slow or fails costs the question its search by meaning and nothing else; after that
/// questions do not wait for it for a while.
/// </summary>
internal sealed partial class QuestionEmbedding(TimeProvider time, ILogger<QuestionEmbedding> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private TimeSpan _pause;
    private long _failedAt;
    private string? _problem;
    private string? _failed;

    /// <returns>Empty when the question has no direction, or why there is no vector although there is a model.</returns>
    /// <exception cref="EmbeddingUnavailableException">The generation is being measured, which must not be done without its vectors.</exception>
    public async ValueTask<(ReadOnlyMemory<float> Vector, string? Problem)> EmbedAsync(
        string question, ActiveGeneration generation, RetrievalOptions options, CancellationToken cancellationToken)
    {
        if (generation.Model is not { } model) return default;
        if (!model.IsOutside)
        {
            var embedded = await model.Generator.GenerateAsync([question], cancellationToken: cancellationToken);
            return (DirectionOf(question, embedded[0].Vector), null);
        }

        if (!PlainWords.Of(question).Any()) return default;
        if (generation.IsCandidate) return (await AskAsync(question, model, cancellationToken), null);
        if (Paused(model) is { } problem) return (default, problem);
        return await AskInTimeAsync(question, model, options.EmbeddingSeconds, cancellationToken);
    }

    private async Task<(ReadOnlyMemory<float> Vector, string? Problem)> AskInTimeAsync(
        string question, EmbeddingModel model, double seconds, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var vector = await AskAsync(question, model, either.Token).WaitAsync(either.Token);
            Answered(model);
            return (vector, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, Failed(model, $"The embedding model took longer than {seconds:0.###} s (Retrieval:EmbeddingSeconds); searched by keywords only.", null));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return (default, Failed(model, $"The embedding model failed; searched by keywords only. {failure.Message}", failure is EmbeddingUnavailableException ? null : failure));
        }
    }

    private static async Task<ReadOnlyMemory<float>> AskAsync(string question, EmbeddingModel model, CancellationToken cancellationToken)
    {
        var vector = (await model.Generator.GenerateAsync([question], EmbeddingInput.Question, cancellationToken))[0].Vector;
        return vector.Length == model.Dimensions
            ? DirectionOf(question, vector)
            : throw new EmbeddingUnavailableException(
                $"{model.Name} gave a vector of {vector.Length} numbers; the index holds vectors of {model.Dimensions}. Another model answers under its name: put the former one back, or name the new one, so that a new index is made.");
    }

    // A question without any known word has no direction: every chunk would be as near. Neither has bare punctuation.
    private static ReadOnlyMemory<float> DirectionOf(string question, ReadOnlyMemory<float> vector) =>
        vector.Span.ContainsAnyExcept(0f) && PlainWords.Of(question).Any() ? vector : default;

    /// <summary>The last problem of this model while it is too early to ask again.</summary>
    private string? Paused(EmbeddingModel model)
    {
        lock (_gate) return _failed == model.Hash && time.GetElapsedTime(_failedAt) < _pause ? _problem : null;
    }

    private string Failed(EmbeddingModel model, string problem, Exception? failure)
    {
        bool first;
        lock (_gate)
        {
            first = _failed != model.Hash;
            _pause = first ? FirstPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            (_failed, _problem, _failedAt) = (model.Hash, problem, time.GetTimestamp());
        }

        // Said once, not with every question: the next line is the one that it is back.
        if (first) Unavailable(log, model.Name, problem, failure);
        return problem;
    }

    private void Answered(EmbeddingModel model)
    {
        lock (_gate)
        {
            if (_failed != model.Hash) return;
            _failed = null;
        }

        Back(log, model.Name);
    }

    [LoggerMessage(1, LogLevel.Warning, "Questions are answered by keywords only until the embedding model {Model} answers again: {Problem}")]
    private static partial void Unavailable(ILogger log, string model, string problem, Exception? failure);

    [LoggerMessage(2, LogLevel.Information, "The embedding model {Model} answers again")]
    private static partial void Back(ILogger log, string model);
}

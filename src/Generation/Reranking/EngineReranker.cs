using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Reranking;

/// <summary>The ranking model of this machine, where one is installed. Safe to use from many threads.</summary>
public sealed class EngineReranker(LocalEngine engine, InstalledReranker installed, ModelServerConnections connections, TimeProvider time) : IPassageReranker
{
    /// <summary>A model that was just installed is used after so long; looking at the folder with every question would cost more than the search.</summary>
    private static readonly TimeSpan LookedAtEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<OpenAiEndpoint?>? _starting;
    private long? _lookedAt;
    private bool _installed;

    /// <inheritdoc />
    /// <exception cref="ModelServerException">The engine could not score them.</exception>
    /// <exception cref="Llama.LlamaException">The engine failed, or is not ready yet.</exception>
    public async Task<IReadOnlyList<double>?> ScoreAsync(string question, IReadOnlyList<string> passages, CancellationToken cancellationToken)
    {
        if (!IsInstalled()) return null;
        return await Starting().WaitAsync(cancellationToken) is { } endpoint
            ? await new OpenAiReranker(connections.To(endpoint)).ScoreAsync(question, passages, cancellationToken)
            : null;
    }

    private bool IsInstalled()
    {
        lock (_gate)
        {
            if (_lookedAt is { } before && time.GetElapsedTime(before) < LookedAtEvery) return _installed;
            (_installed, _lookedAt) = (installed() is not null, time.GetTimestamp());
            return _installed;
        }
    }

    /// <summary>One start for all that wait for it; who has waited long enough leaves it to the next question.</summary>
    private Task<OpenAiEndpoint?> Starting()
    {
        lock (_gate)
        {
            if (_starting is not { IsCompleted: false }) _starting = engine(ModelKind.Reranker, CancellationToken.None);
            return _starting;
        }
    }
}

using System.Runtime.CompilerServices;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Tests.Support;

/// <summary>Says what it was given; runs a callback after each part.</summary>
internal sealed class ScriptedAnswerer(params AnswerPart[] parts) : IAnswerer
{
    public Action? AfterEachPart { get; init; }

    public bool WasAsked { get; private set; }

    public string Name => "scripted";

    public async IAsyncEnumerable<AnswerPart> AnswerAsync(
        string question, IReadOnlyList<Passage> passages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WasAsked = true;
        foreach (var part in parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return part;
            AfterEachPart?.Invoke();
        }
    }
}

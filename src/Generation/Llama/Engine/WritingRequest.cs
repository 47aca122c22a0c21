using System.Threading.Channels;
using RagDocs.Generation.Llama.Engine.Queue;
using RagDocs.Generation.Llama.Engine.Text;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>A text to be written, made ready by the asker's thread: tokens, sampler and stop strings were checked.</summary>
/// <param name="prompt">Tokens.</param>
/// <param name="answerTokens">Written at most; cells are promised for all of them.</param>
internal sealed class WritingRequest(string asker, int[] prompt, int answerTokens, SamplerChain sampler, IReadOnlyList<string> stop)
    : QueuedRequest(asker)
{
    // Unbounded, but never longer than the answer: a slow reader must not hold up the others.
    private readonly Channel<GenerationEvent> _events =
        Channel.CreateUnbounded<GenerationEvent>(new UnboundedChannelOptions { SingleReader = true });

    private volatile bool _hasPlace;

    /// <summary>From its start to its end, or until it is noticed that nobody wants it.</summary>
    public bool HasPlace
    {
        get => _hasPlace;
        set => _hasPlace = value;
    }

    public int[] Prompt { get; } = prompt;

    public int AnswerTokens { get; } = answerTokens;

    public SamplerChain Sampler { get; } = sampler;

    public AnswerText Text { get; } = new(stop);

    public ChannelReader<GenerationEvent> Events => _events.Reader;

    public void Tell(GenerationEvent news) => _events.Writer.TryWrite(news);

    public override void PlaceChanged(int place) => Tell(new QueuePlace(place));

    public void End(GenerationEnded end)
    {
        Tell(end);
        Close(null);
    }

    public override void Fail(Exception cause) => Close(cause);

    public override void Abandon() => Close(new OperationCanceledException());

    private void Close(Exception? cause)
    {
        _events.Writer.TryComplete(cause);
        Sampler.Dispose();
    }
}

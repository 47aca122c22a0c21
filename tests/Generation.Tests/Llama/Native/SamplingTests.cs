using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Tests.Llama.Native;

/// <summary>What each option does to the draw, beside the same computed here.</summary>
public sealed class SamplingTests : IDisposable
{
    private const int Draws = 400;

    private readonly LlamaModel _model;
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;
    private readonly float[] _logits = [];
    private readonly int[] _ranking = [];

    public SamplingTests()
    {
        TinyModels.Need();
        _model = TinyModels.Load(TinyModels.Mistral);
        _context = new LlamaContext(_model, new ContextSettings(256, 32, 1, 1));
        _batch = _context.NewBatch();
        int[] prompt = [1, 300, 310, 320];
        for (var i = 0; i < prompt.Length; i++) _batch.Add(prompt[i], i, 0, i == prompt.Length - 1);
        _context.Decode(_batch);
        _logits = _context.Logits(prompt.Length - 1).ToArray();
        _ranking = [.. Enumerable.Range(0, _logits.Length).OrderByDescending(t => _logits[t])];
    }

    [Fact]
    public void TopKDrawsAmongTheLikeliestOnly()
    {
        var drawn = Drawn(new SamplingOptions { Temperature = 2, TopK = 3 });

        Assert.Equal(_ranking[..3].Order(), drawn.Order());
        Assert.True(Drawn(new SamplingOptions { Temperature = 2 }).Count > 20);
    }

    [Fact]
    public void TopPDrawsAmongTheFewestThatHoldTheShare()
    {
        var probabilities = Probabilities();
        var (share, kept) = (0.0, new HashSet<int>());
        foreach (var token in _ranking)
        {
            kept.Add(token);
            if ((share += probabilities[token]) >= 0.3) break;
        }

        var drawn = Drawn(new SamplingOptions { Temperature = 2, TopP = 0.3f });

        Assert.InRange(kept.Count, 2, 200);
        Assert.Subset(kept, drawn);
        Assert.True(drawn.Count > 1);
    }

    [Fact]
    public void MinPDrawsAmongThoseNotMuchLessLikelyThanTheLikeliest()
    {
        var probabilities = Probabilities();
        var kept = _ranking.Where(t => probabilities[t] >= 0.5 * probabilities[_ranking[0]]).ToHashSet();

        var drawn = Drawn(new SamplingOptions { Temperature = 2, MinP = 0.5f });

        Assert.InRange(kept.Count, 1, 200);
        Assert.Subset(kept, drawn);
        Assert.Contains(_ranking[0], drawn);
    }

    [Theory]
    [InlineData(1.8f, 0, 0)]
    [InlineData(1, 0.9f, 0)]
    [InlineData(1, 0, 1.5f)]
    [InlineData(1.3f, 0.4f, 0.7f)]
    public void PenaltiesFallOnWhatWasThereAndAsOftenAsItWas(float repeat, float frequency, float presence)
    {
        // The likeliest twice, the second once: all of it computed here again.
        int[] before = [_ranking[0], _ranking[1], _ranking[0]];
        var expected = Enumerable.Range(0, _logits.Length).MaxBy(t =>
        {
            var count = before.Count(b => b == t);
            if (count == 0) return _logits[t];
            return (_logits[t] <= 0 ? _logits[t] * repeat : _logits[t] / repeat) - (count * frequency) - presence;
        });
        using var sampler = SamplerChain.Create(
            _model, new SamplingOptions { RepeatPenalty = repeat, FrequencyPenalty = frequency, PresencePenalty = presence }, null);
        sampler.Prime(before);

        Assert.Equal(expected, sampler.Sample(_context, 3));
        Assert.Equal(_ranking[0], Plain());
    }

    [Fact]
    public void APenaltyForgetsWhatIsFartherBackThanItsTokens()
    {
        var options = new SamplingOptions { PresencePenalty = 2, RepeatPenalty = 10, PenaltyTokens = 2 };
        using var near = SamplerChain.Create(_model, options, null);
        using var far = SamplerChain.Create(_model, options, null);
        near.Prime([_ranking[0], 300]);
        far.Prime([_ranking[0], 300, 301]);

        Assert.NotEqual(_ranking[0], near.Sample(_context, 3));
        Assert.Equal(_ranking[0], far.Sample(_context, 3));
    }

    [Fact]
    public void TheSameSeedDrawsTheSameAndOthersDrawOthers()
    {
        Assert.Equal(Text(7), Text(7));
        Assert.True(Enumerable.Range(0, 20).Select(seed => string.Join(' ', Text((uint)seed))).Distinct(StringComparer.Ordinal).Count() > 15);

        List<int> Text(uint seed)
        {
            using var sampler = SamplerChain.Create(_model, new SamplingOptions { Temperature = 1.5f, Seed = seed }, null);
            return [.. Enumerable.Range(0, 12).Select(_ => sampler.Sample(_context, 3))];
        }
    }

    public void Dispose()
    {
        _batch?.Dispose();
        _context?.Dispose();
        _model?.Dispose();
    }

    private int Plain()
    {
        using var sampler = SamplerChain.Create(_model, new SamplingOptions(), null);
        return sampler.Sample(_context, 3);
    }

    private HashSet<int> Drawn(SamplingOptions options)
    {
        using var sampler = SamplerChain.Create(_model, options with { Seed = 11 }, null);
        return [.. Enumerable.Range(0, Draws).Select(_ => sampler.Sample(_context, 3))];
    }

    private double[] Probabilities()
    {
        var weights = _logits.Select(l => Math.Exp(l - _logits.Max())).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}

using RagDocs.Generation.Llama.Engine;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama.Engine;

/// <summary>The reciting model copies by itself: its greedy text is the digits in order, again and again.</summary>
public sealed class LookupTests
{
    private const string Digits = "root ::= [0-9]+";

    [Theory]
    [InlineData(0)]
    [InlineData(0.7f)]
    public async Task GuessingChangesNothingButTheNumberOfSteps(float temperature)
    {
        var request = Asking.Request("01234567890123456789", 120) with
        {
            Grammar = Digits, Sampling = new SamplingOptions { Temperature = temperature, Seed = 5 },
        };
        var plain = await Asking.AloneAsync(Asking.Reciter, request);
        // Whether guessing pays is measured; a clock that stands still leaves it at what is assumed, however busy the machine.
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Reciter), new ManualTime());

        var guessed = await engine.WriteAsync(request);

        Assert.Equal(plain.Text, guessed.Text);
        Assert.Equal(120, guessed.Ended!.GeneratedTokens);
        Assert.InRange(guessed.Ended.AcceptedTokens, temperature == 0 ? 90 : 1, 119);
        Assert.Equal(0, plain.Ended!.DraftedTokens);
        Assert.Equal(guessed.Ended.AcceptedTokens, engine.Statistics.AcceptedTokens);
    }

    [Fact]
    public async Task WrongGuessesChangeNothingEither()
    {
        var requests = Enumerable.Range(0, 6).Select(i => Asking.Request("the rate of the year and the rate of the month " + i, 80) with
        {
            Sampling = new SamplingOptions { Temperature = 0.9f, TopK = 5, Seed = (uint)i },
        }).ToList();
        await using var engine = await Asking.LoadAsync(Asking.Endless);
        var drafted = 0;
        foreach (var request in requests)
        {
            var guessed = await engine.WriteAsync(request);
            drafted += guessed.Ended!.DraftedTokens;
            Assert.Equal((await Asking.AloneAsync(Asking.Endless, request)).Text, guessed.Text);
        }

        Assert.InRange(drafted, 1, 480);
    }

    [Fact]
    public async Task AGuessNeverGoesPastTheTokenLimitOrTheContext()
    {
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Reciter) with { ContextTokens = 256 });
        var request = new GenerationRequest([new("user", "0123456789012345678901234567890123456789")]) { Grammar = Digits };

        var all = await engine.WriteAsync(request);
        var some = await engine.WriteAsync(request with { MaxTokens = 33 });

        Assert.Equal(256, all.Ended!.PromptTokens + all.Ended.GeneratedTokens);
        Assert.Equal(FinishReason.Length, all.Ended.Reason);
        Assert.Equal(33, some.Text.Length);
        Assert.StartsWith(some.Text, all.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralAtATimeGuessNothing()
    {
        using var folder = new TempFolder();
        var path = TinyMistral.Write(folder.File("long.gguf"), new TinyMistralOptions { Recites = "0123456789", ContextLength = 65_536 });
        await using var engine = await Asking.LoadAsync(Asking.Options(path) with { ContextTokens = 65_536 }, new ManualTime());
        using var enough = new CancellationTokenSource();
        // Writes on until it is stopped, so that nobody else is ever alone.
        var companion = Reader.Start(engine, Asking.Request("0123456789", 60_000) with { Grammar = Digits }, enough.Token);
        await companion.Until<TextGenerated>();
        var requests = Enumerable.Range(0, 3).Select(i => Asking.Request($"0123456789 {i}", 100, $"{i}") with { Grammar = Digits });

        var written = await Task.WhenAll(requests.Select(r => engine.WriteAsync(r)));

        Assert.DoesNotContain(companion.Seen, e => e is GenerationEnded);
        Assert.All(written, w => Assert.Equal((100, 0), (w.Ended!.GeneratedTokens, w.Ended.DraftedTokens)));
        Assert.Single(written.Select(w => w.Text).Distinct());
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => companion.End);
    }
}

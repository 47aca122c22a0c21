using RagDocs.Generation.Llama.Engine.Lookup;

namespace RagDocs.Generation.Tests.Llama.Engine.Lookup;

/// <summary>The verifier is scripted here: it knows the text that the model would write, and accepts guesses as far as they agree with it.</summary>
public sealed class LookupDrafterTests
{
    [Fact]
    public void ItContinuesWhatFollowedTheSameThreeTokens() =>
        Assert.Equal([4, 5, 6], new LookupDrafter([9, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3]).Draft(3));

    [Fact]
    public void TheLongestCommonContextWinsOverTheLatestPlace() =>
        Assert.Equal([50], new LookupDrafter([8, 1, 2, 3, 50, 9, 1, 2, 3, 60, 8, 1, 2, 3]).Draft(1));

    [Fact]
    public void OfEqualContextsTheLatestPlaceWins() =>
        Assert.Equal([60], new LookupDrafter([8, 1, 2, 3, 50, 9, 1, 2, 3, 60, 7, 1, 2, 3]).Draft(1));

    [Fact]
    public void APairGivesAShortGuessOnly() =>
        Assert.Equal([5, 6, 7], new LookupDrafter([3, 4, 5, 6, 7, 8, 9, 10, 3, 4]).Draft(10));

    [Fact]
    public void ARepetitionIsContinuedBeyondTheEndOfTheText() =>
        Assert.Equal([1, 2, 3, 1, 2, 3, 1], new LookupDrafter([1, 2, 3, 1, 2, 3]).Draft(7));

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 1, 2, 3, 4 })]
    public void NothingIsGuessedWhereNothingIsKnown(int[] prompt) => Assert.Empty(new LookupDrafter(prompt).Draft(8));

    [Fact]
    public void ACopyingTextNeedsAFewStepsOnly()
    {
        var random = new Random(3);
        int[] passage = [.. Enumerable.Range(0, 300).Select(_ => random.Next(5000))];

        var (steps, drafted, accepted) = Write([.. passage, 1, 2], [.. passage[50..250]]);

        Assert.InRange(steps, 12, 40);
        Assert.InRange((double)accepted / drafted, 0.9, 1);
    }

    [Fact]
    public void WhereGuessesAreWrongTheyStopAlmostEntirely()
    {
        // Every pair of the text occurs in the prompt, always with another continuation.
        var random = new Random(4);
        int[] prompt = [.. Enumerable.Range(0, 4000).Select(_ => random.Next(12))];
        int[] text = [.. Enumerable.Range(0, 600).Select(_ => random.Next(12))];

        var (_, drafted, _) = Write(prompt, text);

        Assert.InRange(drafted, 1, 200);
    }

    [Fact]
    public void AfterTheyStoppedTheyAreTriedAgain()
    {
        var random = new Random(4);
        int[] prompt = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(12)), .. Enumerable.Range(100, 400)];
        int[] text = [.. Enumerable.Range(0, 200).Select(_ => random.Next(12)), .. Enumerable.Range(100, 400)];

        var (_, _, accepted) = Write(prompt, text);

        Assert.InRange(accepted, 200, 400);
    }

    private static (int Steps, int Drafted, int Accepted) Write(int[] prompt, int[] text)
    {
        var drafter = new LookupDrafter(prompt);
        var (written, steps, drafted, accepted) = (0, 0, 0, 0);
        while (written < text.Length)
        {
            var draft = drafter.Draft(Math.Min(drafter.Length.Next(), text.Length - written - 1));
            var right = draft.AsSpan().CommonPrefixLength(text.AsSpan(written));
            foreach (var token in text.AsSpan(written, right + 1))
                drafter.Add(token);
            written += right + 1;
            steps++;
            drafted += draft.Length;
            accepted += right;
            if (draft.Length > 0)
                drafter.Length.Verified(draft.Length, right, breakEven: 0.4);
        }

        return (steps, drafted, accepted);
    }
}

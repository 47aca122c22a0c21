using RagDocs.Generation.Llama.Engine.Lookup;

namespace RagDocs.Generation.Tests.Llama.Engine.Lookup;

public sealed class DraftLengthTests
{
    [Fact]
    public void RightGuessesGrowToTheLongest()
    {
        var length = new DraftLength();
        for (var i = 0; i < 4; i++)
            length.Verified(length.Next(), length.Next(), breakEven: 0.4);

        Assert.Equal(DraftLength.Longest, length.Next());
    }

    [Fact]
    public void APartlyWrongGuessIsFollowedByAShorterOne()
    {
        var length = new DraftLength();
        length.Verified(16, 3, breakEven: 0.1);

        Assert.Equal(4, length.Next());
    }

    [Fact]
    public void TheCostOfAGuessIsMeasuredAgainstAPlainStep()
    {
        var cost = new DraftCost();
        cost.Add(rows: 1, seconds: 0.1);
        cost.Add(rows: 5, seconds: 0.2);

        Assert.Equal(0.25, cost.BreakEven, 3);
    }

    [Fact]
    public void WrongGuessesPauseLongerAndLonger()
    {
        var length = new DraftLength();
        int[] pauses = [.. Enumerable.Range(0, 3).Select(_ => Pause(length))];

        Assert.True(pauses[0] < pauses[1] && pauses[1] < pauses[2], string.Join(", ", pauses));
    }

    private static int Pause(DraftLength length)
    {
        int guess;
        while ((guess = length.Next()) > 0)
            length.Verified(guess, 0, breakEven: 0.4);
        var pause = 1;
        while (length.Next() == 0)
            pause++;
        return pause;
    }
}

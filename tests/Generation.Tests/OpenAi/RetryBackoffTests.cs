using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Tests.OpenAi;

public sealed class RetryBackoffTests
{
    private static readonly ModelServerOptions Options = new()
    {
        Retries = 3, RetryDelay = TimeSpan.FromSeconds(1), LongestRetryDelay = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public void PausesDoubleAndAreScattered()
    {
        Assert.Equal([1, 2, 4], new[] { 1, 2, 3 }.Select(n => RetryBackoff.Before(n, null, Options, 0)!.Value.TotalSeconds));
        Assert.Equal(1.5, RetryBackoff.Before(1, null, Options, 1)!.Value.TotalSeconds);
    }

    [Fact]
    public void TheServersWishIsAtLeastKept()
    {
        Assert.Equal(7, RetryBackoff.Before(1, TimeSpan.FromSeconds(7), Options, 0)!.Value.TotalSeconds);
        Assert.Equal(4, RetryBackoff.Before(3, TimeSpan.FromSeconds(1), Options, 0)!.Value.TotalSeconds);
    }

    [Fact]
    public void ThereIsAnEnd()
    {
        Assert.Null(RetryBackoff.Before(4, null, Options, 0));
        Assert.Null(RetryBackoff.Before(1, TimeSpan.FromSeconds(11), Options, 0));
        Assert.Equal(10, RetryBackoff.Before(3, null, Options with { RetryDelay = TimeSpan.FromSeconds(9) }, 1)!.Value.TotalSeconds);
    }
}

using RagDocs.Generation.Llama.Engine.Queue;

namespace RagDocs.Generation.Tests.Llama.Engine.Queue;

public sealed class RequestQueueTests
{
    [Fact]
    public void AskersAreServedInTurnAndEachInItsOwnOrder()
    {
        var queue = new RequestQueue<Waiting>(10);
        foreach (var (asker, name) in (ReadOnlySpan<(string, string)>)[("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1"), ("b", "b2")])
            Assert.True(queue.TryAdd(new Waiting(asker, name), 0));

        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3"], ServeAll(queue));
    }

    [Fact]
    public void EverybodyKnowsTheirPlaceAndEveryChangeOfIt()
    {
        var queue = new RequestQueue<Waiting>(10);
        Waiting a1 = new("a", "a1"), a2 = new("a", "a2"), b1 = new("b", "b1");
        queue.TryAdd(a1, 0);
        queue.TryAdd(a2, 0);
        queue.TryAdd(b1, 0);
        queue.Take(a1);

        Assert.Equal([1], a1.Places);
        Assert.Equal([2, 3, 2], a2.Places);
        Assert.Equal([2, 1], b1.Places);
    }

    [Fact]
    public void WhoPassesThroughIsNotToldToWait()
    {
        var queue = new RequestQueue<Waiting>(10);
        Waiting first = new("a", "1"), second = new("b", "2"), third = new("c", "3");
        queue.TryAdd(first, freePlaces: 2);
        queue.TryAdd(second, freePlaces: 2);
        queue.TryAdd(third, freePlaces: 2);
        queue.Take(first);
        queue.Take(second);

        Assert.Empty(first.Places);
        Assert.Empty(second.Places);
        Assert.Equal([3, 2, 1], third.Places);
    }

    [Fact]
    public void WhoCannotStartAlthoughThereIsAPlaceIsToldToo()
    {
        var queue = new RequestQueue<Waiting>(10);
        var waiting = new Waiting("a", "1");
        queue.TryAdd(waiting, freePlaces: 4);
        queue.TellWaiting();
        queue.TellWaiting();

        Assert.Equal([1], waiting.Places);
    }

    [Fact]
    public void PlacesAreTheOrderOfServiceWhateverComesAndGoes()
    {
        var random = new Random(5);
        var queue = new RequestQueue<Waiting>(1000);
        var waiting = new List<Waiting>();
        for (var i = 0; i < 500; i++)
        {
            if (random.Next(3) > 0 || waiting.Count == 0)
            {
                waiting.Add(new Waiting($"{random.Next(6)}", $"{i}"));
                queue.TryAdd(waiting[^1], 0);
            }
            else if (random.Next(2) == 0)
            {
                var left = waiting[random.Next(waiting.Count)];
                Assert.True(queue.Remove(left));
                waiting.Remove(left);
            }
            else
            {
                var next = queue.Next()!;
                Assert.Equal(1, next.Places[^1]);
                Assert.True(queue.Take(next));
                waiting.Remove(next);
            }
        }

        var expected = waiting.OrderBy(w => w.Places[^1]).Select(w => w.Name).ToList();
        Assert.Equal(Enumerable.Range(1, waiting.Count), waiting.Select(w => w.Places[^1]).Order());
        Assert.Equal(expected, ServeAll(queue));
    }

    [Fact]
    public void AFullQueueTakesNobodyButThoseWhoPassThrough()
    {
        var queue = new RequestQueue<Waiting>(1);

        Assert.True(queue.TryAdd(new Waiting("a", "1"), freePlaces: 0));
        Assert.False(queue.TryAdd(new Waiting("b", "2"), freePlaces: 0));
        Assert.True(queue.TryAdd(new Waiting("c", "3"), freePlaces: 1));
        Assert.Equal(2, queue.Count);
    }

    [Fact]
    public void WhoHasLeftCannotBeTaken()
    {
        var queue = new RequestQueue<Waiting>(5);
        var gone = new Waiting("a", "1");
        queue.TryAdd(gone, 0);

        Assert.True(queue.Remove(gone));
        Assert.False(queue.Take(gone));
        Assert.Null(queue.Next());
    }

    [Fact]
    public void WhenToComeBackFollowsFromTheLatestServiceTimes()
    {
        var times = new ServiceTimes(parallel: 4);
        Assert.Equal(TimeSpan.FromSeconds(1.25), times.UntilAPlaceIsFree());

        for (var i = 0; i < 40; i++)
            times.Add(TimeSpan.FromSeconds(i < 20 ? 500 : 80));

        Assert.Equal(TimeSpan.FromSeconds(20), times.UntilAPlaceIsFree());
    }

    private static List<string> ServeAll(RequestQueue<Waiting> queue)
    {
        var served = new List<string>();
        while (queue.Next() is { } next)
        {
            queue.Take(next);
            served.Add(next.Name);
        }

        return served;
    }

    private sealed class Waiting(string asker, string name) : QueuedRequest(asker)
    {
        public string Name { get; } = name;

        public List<int> Places { get; } = [];

        public override void PlaceChanged(int place) => Places.Add(place);

        public override void Fail(Exception cause) => throw cause;

        public override void Abandon() => Places.Clear();
    }
}

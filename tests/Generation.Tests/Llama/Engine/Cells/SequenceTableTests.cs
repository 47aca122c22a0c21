using RagDocs.Generation.Llama.Engine.Cells;

namespace RagDocs.Generation.Tests.Llama.Engine.Cells;

public sealed class SequenceTableTests
{
    private static readonly int[] System = [.. Enumerable.Range(100, 40)];

    [Fact]
    public void TheNextTurnContinuesItsConversation()
    {
        var table = new SequenceTable(sequences: 4, cells: 200);
        int[] first = [.. System, 1, 2, 3];
        var slot = Run(table, first, answer: [7, 8]);

        var again = table.TryPlace([.. first, 7, 8, 9, 9], 10)!;

        Assert.Same(slot, again.Slot);
        Assert.Equal(45, again.Cached);
        Assert.Null(again.Source);
    }

    [Fact]
    public void TheLastTokenIsAlwaysComputedAgain()
    {
        var table = new SequenceTable(4, 200);
        Run(table, System, answer: []);

        Assert.Equal(39, table.TryPlace(System, 10)!.Cached);
    }

    [Fact]
    public void AnotherQuestionSharesTheSystemTextAndLeavesTheConversationWhole()
    {
        var table = new SequenceTable(4, 300);
        int[] longTalk = [.. System, .. Enumerable.Range(500, 60)];
        var talk = Run(table, longTalk, answer: [7]);

        var other = table.TryPlace([.. System, 1, 2, 3], 10)!;

        Assert.NotSame(talk, other.Slot);
        Assert.Same(talk, other.Source);
        Assert.Equal((0, 40), (other.Kept, other.Cached));
        Assert.Equal(101, talk.Tokens.Count);
        // Shared cells count once.
        Assert.Equal(101, table.UsedCells);
    }

    [Fact]
    public void AlsoABusySequenceIsShared()
    {
        var table = new SequenceTable(4, 300);
        var busy = table.TryPlace([.. System, 1], 10)!.Slot;
        table.Append(busy, [.. System, 1]);

        var other = table.TryPlace([.. System, 2, 3], 10)!;

        Assert.Same(busy, other.Source);
        Assert.Equal(40, other.Cached);
        Assert.Equal(41, table.UsedCells);
    }

    [Fact]
    public void SharedCellsAreFreeOnlyWhenTheLastHolderLetsGo()
    {
        var table = new SequenceTable(4, 300);
        Run(table, [.. System, .. Enumerable.Range(500, 60)], answer: []);
        var other = table.TryPlace([.. System, 1], 10)!.Slot;
        table.Release(other);

        table.EvictOldest();
        Assert.Equal(40, table.UsedCells);
        table.EvictOldest();
        Assert.Equal(0, table.UsedCells);
        Assert.Null(table.EvictOldest());
    }

    [Fact]
    public void TheLeastRecentlyUsedSequenceGivesWayForCells()
    {
        var table = new SequenceTable(4, 100);
        var oldest = Run(table, [.. Enumerable.Range(1000, 40)], answer: []);
        var newer = Run(table, [.. Enumerable.Range(2000, 40)], answer: []);

        var placed = table.TryPlace([.. Enumerable.Range(3000, 30)], 20)!;

        Assert.Equal([oldest], placed.Evicted);
        Assert.Empty(oldest.Tokens);
        Assert.Equal(40, newer.Tokens.Count);
    }

    [Fact]
    public void WithoutAFreeSequenceTheLeastRecentlyUsedOneIsTaken()
    {
        var table = new SequenceTable(2, 1000);
        var oldest = Run(table, [.. Enumerable.Range(1000, 40)], answer: []);
        Run(table, [.. Enumerable.Range(2000, 40)], answer: []);

        var placed = table.TryPlace([.. Enumerable.Range(3000, 30)], 20)!;

        Assert.Same(oldest, placed.Slot);
        Assert.Equal(0, placed.Kept);
        Assert.Equal(40, table.UsedCells);
    }

    [Fact]
    public void ARequestWaitsUntilPromptAndAnswerFitBesideWhatIsPromised()
    {
        var table = new SequenceTable(4, 100);
        var first = table.TryPlace([.. Enumerable.Range(1000, 40)], 20)!.Slot;

        Assert.Null(table.TryPlace([.. Enumerable.Range(2000, 30)], 11));
        Assert.NotNull(table.TryPlace([.. Enumerable.Range(2000, 30)], 10));
        table.Release(first);
        Assert.NotNull(table.TryPlace([.. Enumerable.Range(2000, 30)], 11));
    }

    [Fact]
    public void WaitingChangesNothing()
    {
        var table = new SequenceTable(4, 100);
        var idle = Run(table, [.. Enumerable.Range(1000, 20)], answer: []);
        _ = table.TryPlace([.. Enumerable.Range(2000, 40)], 40);

        Assert.Null(table.TryPlace([.. Enumerable.Range(3000, 10)], 20));
        Assert.Equal(20, idle.Tokens.Count);
    }

    [Fact]
    public void WhatIsSharedNeedsNoCellsOfItsOwn()
    {
        var table = new SequenceTable(4, 100);
        var busy = table.TryPlace([.. System, 1], 9)!.Slot;
        table.Append(busy, [.. System, 1]);

        Assert.NotNull(table.TryPlace([.. System, 2], 49));
        Assert.Null(table.TryPlace([.. System, 3], 49));
    }

    [Fact]
    public void AMemoryThatCannotBeCutIsNeverReused()
    {
        var table = new SequenceTable(4, 200, canReuse: false);
        Run(table, System, answer: []);

        var placed = table.TryPlace([.. System, 1], 10)!;

        Assert.Equal((0, 0, null), (placed.Kept, placed.Cached, placed.Source));
    }

    [Fact]
    public void WhateverHappensCellsAreNeverOverdrawnAndAllComeBack()
    {
        var random = new Random(11);
        var table = new SequenceTable(6, 400);
        var busy = new List<(SequenceSlot Slot, List<int> Text, int Most)>();
        for (var i = 0; i < 4000; i++)
        {
            if (busy.Count < 4 && random.Next(3) == 0)
            {
                int[] prompt = [.. Enumerable.Range(100 * random.Next(3), 1 + random.Next(60)), .. Enumerable.Range(1000 * random.Next(5), 1 + random.Next(60))];
                var answer = 1 + random.Next(100);
                if (table.TryPlace(prompt, answer) is { } placed)
                {
                    Assert.Equal(prompt[..placed.Cached], placed.Slot.Tokens);
                    busy.Add((placed.Slot, [.. prompt], prompt.Length + answer));
                }
            }
            else if (busy.Count > 0)
            {
                var (slot, text, most) = busy[random.Next(busy.Count)];
                if (slot.Tokens.Count == most || random.Next(8) == 0)
                {
                    table.Release(slot);
                    busy.RemoveAll(b => b.Slot == slot);
                    continue;
                }

                while (text.Count <= slot.Tokens.Count)
                    text.Add(random.Next(5000));
                var fed = text.GetRange(slot.Tokens.Count, Math.Min(1 + random.Next(30), Math.Min(text.Count, most) - slot.Tokens.Count));
                table.Append(slot, [.. fed]);
            }

            Assert.InRange(table.UsedCells, 0, 400);
        }

        busy.ForEach(b => table.Release(b.Slot));
        while (table.EvictOldest() is not null)
        {
        }

        Assert.Equal(0, table.UsedCells);
    }

    private static SequenceSlot Run(SequenceTable table, int[] prompt, int[] answer)
    {
        var placed = table.TryPlace(prompt, answer.Length + 1)!;
        table.Append(placed.Slot, prompt.AsSpan(placed.Cached));
        table.Append(placed.Slot, answer);
        table.Release(placed.Slot);
        return placed.Slot;
    }
}

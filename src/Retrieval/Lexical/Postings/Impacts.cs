namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// What the best posting of a block could score in one field, whatever the weights of a later query are: the pairs of frequency and field
/// length that no other posting of the block beats in both, as Lucene keeps them. From them the bound that block-max pruning (Ding and
/// Suel 2011) needs is worked out when the query is known.
/// </summary>
/// <remarks>Layout: number of pairs, then each pair as what it adds to the frequency and the length before.</remarks>
internal sealed class Impacts
{
    private const int MostPairs = 6;
    private const int Levels = 32;

    private readonly int[] _shortest = new int[Levels];
    private int _most;

    public void Clear()
    {
        Array.Fill(_shortest, int.MaxValue);
        _most = 0;
    }

    /// <param name="frequency">At least 1.</param>
    /// <param name="length">Of the field, as it is read back.</param>
    public void Add(int frequency, int length)
    {
        ref var shortest = ref _shortest[Math.Min(frequency, Levels) - 1];
        shortest = Math.Min(shortest, length);
        _most = Math.Max(_most, frequency);
    }

    public void Write(ByteWriter output)
    {
        Span<(int Frequency, int Length)> pairs = stackalloc (int, int)[Levels];
        var count = 0;
        var shortest = int.MaxValue;
        for (var level = Levels - 1; level >= 0; level--)
        {
            if (_shortest[level] >= shortest) continue;
            shortest = _shortest[level];
            pairs[count++] = (level == Levels - 1 ? _most : level + 1, shortest);
        }

        // Where there are too many, neighbours become one pair that beats both.
        var each = (count + MostPairs - 1) / MostPairs;
        output.WriteNumber((count + each - 1) / Math.Max(each, 1));
        var before = (Frequency: 0, Length: 0);
        for (var end = count; end > 0; end -= each)
        {
            var (best, pair) = (pairs[Math.Max(end - each, 0)].Frequency, pairs[end - 1]);
            output.WriteNumber(best - before.Frequency);
            output.WriteNumber(pair.Length - before.Length);
            before = (best, pair.Length);
        }
    }

    public static void Skip(ref ByteReader input) => input.SkipNumbers(2 * input.ReadNumber());

    /// <summary>The most that a posting of the block can weigh in the field.</summary>
    public static float Bound(ref ByteReader input, FieldNorm norm)
    {
        var (frequency, length, bound) = (0, 0, 0f);
        for (var pairs = input.ReadNumber(); pairs > 0; pairs--)
        {
            frequency += input.ReadNumber();
            length += input.ReadNumber();
            bound = Math.Max(bound, norm.Weigh(frequency, length));
        }

        return bound;
    }
}

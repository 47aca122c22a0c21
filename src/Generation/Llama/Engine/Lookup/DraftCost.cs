namespace RagDocs.Generation.Llama.Engine.Lookup;

/// <summary>
/// What a guessed token costs, in plain steps, measured while running: about 0.5 on a CPU that is short of arithmetic, near 0 on a GPU.
/// Below that share of right guesses a draft is a loss.
/// </summary>
internal sealed class DraftCost
{
    private const double Assumed = 0.4;
    private const double Memory = 0.9;

    /// <summary>A little gain does not pay for the stutter.</summary>
    private const double Least = 0.1;
    private const double Most = 0.8;

    private double _plainSeconds;
    private double _rowSeconds;

    public double BreakEven => _plainSeconds == 0 || _rowSeconds == 0 ? Assumed : Math.Clamp(_rowSeconds / _plainSeconds, Least, Most);

    /// <summary>A step with one sequence took so long.</summary>
    /// <param name="rows">1 without a guess.</param>
    public void Add(int rows, double seconds)
    {
        if (rows == 1)
            _plainSeconds = Smooth(_plainSeconds, seconds);
        else if (_plainSeconds > 0)
            _rowSeconds = Smooth(_rowSeconds, Math.Max(0, seconds - _plainSeconds) / (rows - 1));
    }

    private static double Smooth(double before, double now) => before == 0 ? now : Memory * before + (1 - Memory) * now;
}

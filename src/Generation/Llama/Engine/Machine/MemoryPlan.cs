using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Engine.Machine;

/// <summary>
/// How a model is loaded, and with how much context. Read plainly its weights are in memory once and fast; where that does not fit they are mapped
/// and not repacked: 25 to 35 % slower, but the system may drop pages. A smaller context is taken before that, down to <see cref="Comfortable"/>.
/// </summary>
internal sealed record MemoryPlan(LoadMode Mode, int ContextTokens)
{
    public const int MostByDefault = 8192;
    public const int Least = 512;
    private const int Comfortable = 2048;

    /// <summary>Repacked weights and their padding.</summary>
    private const double WeightsFactor = 1.1;

    /// <summary>What a step computes with, the program itself.</summary>
    private const long Reserve = 256L << 20;

    /// <param name="cellBytes">Keys and values of one token.</param>
    /// <param name="wanted">Null: chosen here.</param>
    /// <exception cref="LlamaException">Not even the smallest context fits.</exception>
    public static MemoryPlan Choose(long fileBytes, long cellBytes, int trainedContext, int? wanted, long available)
    {
        var weights = (long)(fileBytes * WeightsFactor);
        var most = wanted ?? Math.Min(trainedContext, MostByDefault);
        var least = wanted ?? Math.Min(most, Comfortable);
        if (Fitting(available - Reserve - weights, cellBytes, most) is var beside && beside >= least)
            return new MemoryPlan(LoadMode.Read, beside);

        // Mapped weights are the system's own cache; only the cells must fit.
        var alone = Fitting(available - Reserve, cellBytes, most);
        if (alone >= (wanted ?? Math.Min(most, Least)))
            return new MemoryPlan(LoadMode.Map, alone);

        var needed = (wanted ?? Least) * cellBytes + Reserve;
        throw new LlamaException($"There is not enough memory for a context of {wanted ?? Least} tokens: it needs {needed >> 20} MB besides the model, "
            + $"{available >> 20} MB are available. Close other programs, choose a smaller model, or a smaller --context.");
    }

    private static int Fitting(long room, long cellBytes, int most) => (int)Math.Clamp(room / Math.Max(1, cellBytes), 0, most);
}

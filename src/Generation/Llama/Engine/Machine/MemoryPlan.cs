using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Engine.Machine;

/// <summary>
/// How a model is loaded, and with how much context. Read plainly its weights are in memory once and fast; where that does not fit they are mapped
/// and not repacked: 25 to 35 % slower, but the system may drop pages. A smaller context is taken before that, down to <see cref="Comfortable"/>.
/// </summary>
internal sealed record MemoryPlan(LoadMode Mode, int ContextTokens)
{
    private const int MostByDefault = 8192;
    private const int Comfortable = 2048;
    private const int Least = 512;

    /// <summary>Repacked weights and their padding.</summary>
    private const double WeightsFactor = 1.1;

    /// <summary>What a step computes with, and the program itself.</summary>
    private const long Reserve = 256L << 20;

    /// <param name="wanted">Tokens of context asked for; null: chosen here.</param>
    /// <param name="available">Bytes that may be taken.</param>
    /// <param name="adapters">Bytes of the LoRA adapters' files, which are read into memory beside the model in either case.</param>
    /// <exception cref="LlamaException">Not even the smallest context fits.</exception>
    public static MemoryPlan Choose(GgufModelInfo model, int? wanted, long available, long adapters = 0)
    {
        var beside = Reserve + adapters;
        var most = wanted ?? Math.Min(model.ContextTokens, MostByDefault);
        var whole = Fitting(available - beside - (long)(model.FileBytes * WeightsFactor), model.KvBytesPerToken, most);
        if (whole >= (wanted ?? Math.Min(most, Comfortable)))
            return new MemoryPlan(LoadMode.Read, whole);

        // Mapped weights are the system's own cache; only the cells must fit.
        var least = wanted ?? Math.Min(most, Least);
        var alone = Fitting(available - beside, model.KvBytesPerToken, most);
        if (alone >= least)
            return new MemoryPlan(LoadMode.Map, alone);

        var needed = (least * model.KvBytesPerToken) + beside;
        throw new LlamaException($"There is not enough memory for a context of {least} tokens: it needs {needed >> 20} MB besides the model, "
            + $"{available >> 20} MB are available. Close other programs, choose a smaller model, or a smaller --context.");
    }

    private static int Fitting(long room, long cellBytes, int most) =>
        room < 0 ? 0 : (int)Math.Min(cellBytes == 0 ? most : room / cellBytes, most);
}

using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models.Fit;

/// <summary>
/// Says before a download which models this machine can run, and how fast.
/// <para><b>Memory</b> = weights + keys and values of a 4,096-token context (16-bit) + 400 MB for the engine and its buffers (150 MB for an
/// encoder). It fits if that leaves 1 GB of what is free now, is tight up to nine tenths of all memory, and is too large beyond.</para>
/// <para><b>Reading</b> works through many tokens at once, so the cores set the pace: tokens/s = peak of 32-bit operations × 1.15 / (2 × active
/// weights). Above 1, because quantised kernels multiply 8-bit integers.</para>
/// <para><b>Writing</b> fetches every active weight once for each token and computes with it: seconds a token = active bytes / (bandwidth × 0.85)
/// + 1 / reading speed. With many cores the first part is all; on two it is two thirds. Mixtures of experts fetch only the experts used
/// (Mixtral: 28 %).</para>
/// <para>Two server cores, random weights: 7B Q4_0 estimated 20 and 7.9 tokens/s, llama.cpp measured 20.1 and 8.7; 1B Q4_0 estimated 141 and 54, measured 144 and
/// 44 to 49 (newer cores read faster, 245). Take an estimate for half to twice of what comes.</para>
/// </summary>
public sealed class MachineFit(MachineProbe probe, ModelList list, ModelStore store)
{
    public const int ContextTokens = 4096;

    private const long ChatOverhead = 400L << 20;
    private const long EncoderOverhead = 150L << 20;
    private const long LeftForOthers = 1L << 30;
    private const double LargestShare = 0.9;
    private const double BandwidthUsed = 0.85;

    private const double PeakUsed = 1.15;

    /// <summary>The list in its order, then installed models that are not of it.</summary>
    public async Task<(Machine Machine, IReadOnlyList<ModelFit> Models)> JudgeAsync(CancellationToken cancellationToken)
    {
        var machine = await probe.MeasureAsync(cancellationToken);
        var installed = store.List().Installed.ToDictionary(m => m.Id, StringComparer.OrdinalIgnoreCase);
        var fits = new List<ModelFit>();
        foreach (var model in list.Models)
        {
            fits.Add(installed.Remove(model.InstalledId, out var there) ? Judge(machine, there, store.Describe(there)) with { Id = model.Id } : Judge(machine, model));
        }

        fits.AddRange(installed.Values.Select(model => Judge(machine, model, store.Describe(model))));
        return (machine, fits);
    }

    public static ModelFit Judge(Machine machine, ListedModel model)
    {
        var active = model.Bytes * model.ActiveShare;
        return Judge(machine, new ModelFit(model.Id, model.Title, model.Kind, false, default, model.Bytes, 0, 0, 0), model.KvBytesPerToken, active, active / BytesPerWeight(model.Quantization));
    }

    public static ModelFit Judge(Machine machine, InstalledModel model, GgufModelInfo info)
    {
        var weights = (double)info.Parameters * info.ActiveBytes / Math.Max(info.FileBytes, 1);
        return Judge(machine, new ModelFit(model.Id, model.Title, model.Kind, true, default, model.Bytes, 0, 0, 0), info.KvBytesPerToken, info.ActiveBytes, weights);
    }

    /// <summary>Memory a model needs to run, in bytes.</summary>
    public static long MemoryFor(ModelKind kind, long fileBytes, long kvBytesPerToken) =>
        fileBytes + kvBytesPerToken * ContextTokens + (kind == ModelKind.Chat ? ChatOverhead : EncoderOverhead);

    private static ModelFit Judge(Machine machine, ModelFit fit, long kvBytesPerToken, double activeBytes, double activeWeights)
    {
        var need = MemoryFor(fit.Kind, fit.FileBytes, kvBytesPerToken);
        var fitness = need + LeftForOthers <= machine.AvailableBytes ? Fitness.Fits : need <= machine.MemoryBytes * LargestShare ? Fitness.Tight : Fitness.TooLarge;
        var reading = machine.OperationsPerSecond * PeakUsed / (2 * Math.Max(activeWeights, 1));
        var writing = fit.Kind == ModelKind.Chat ? 1 / (activeBytes / (machine.BytesPerSecond * BandwidthUsed) + 1 / reading) : 0;
        return fit with { Fitness = fitness, MemoryBytes = need, TokensPerSecond = writing, PromptTokensPerSecond = reading };
    }

    // Of whole files: some tensors are kept finer than the name says.
    private static double BytesPerWeight(string quantization) => quantization switch
    {
        "Q4_K_M" => 0.605,
        "Q8_0" => 1.07,
        "F16" => 2,
        _ => 0.7,
    };
}

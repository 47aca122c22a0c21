namespace RagDocs.Generation.Llama.Engine.Machine;

/// <summary>
/// Counts the cores this process may use. Threads of the same core share its arithmetic units, and llama.cpp's threads spin while they wait,
/// so more threads than free cores make it slower, not faster.
/// </summary>
internal static class ProcessorCores
{
    /// <summary>Physical cores - 1, at least 1: one is left to everybody else.</summary>
    public static int ThreadsForEngine() => Math.Max(1, Usable() - 1);

    /// <summary>Physical cores within the affinity mask and the CPU quota.</summary>
    public static int Usable() => Usable(SystemFiles.Real, Environment.ProcessorCount);

    /// <param name="allowed">What .NET counts: affinity mask and cgroup quota, hardware threads.</param>
    internal static int Usable(SystemFiles files, int allowed) => Math.Clamp(files.Cores() ?? allowed, 1, Math.Max(1, allowed));
}

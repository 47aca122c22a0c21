using RagDocs.Generation.Llama.Engine.Machine;

namespace RagDocs.Generation.Models.Fit;

/// <summary>Looks at the machine that this process runs on. Speeds are measured once and remembered, memory is read each time.</summary>
public sealed class MachineProbe : IDisposable
{
    private readonly SystemFiles _files;
    private readonly SemaphoreSlim _measuring = new(1);
    private (double Bytes, double Operations)? _speed;

    public MachineProbe()
        : this("/")
    {
    }

    internal MachineProbe(string root) => _files = new SystemFiles(root);

    /// <summary>Takes about 0.3 s the first time.</summary>
    public async Task<Machine> MeasureAsync(CancellationToken cancellationToken)
    {
        var (memory, available) = Memory();
        var cores = ProcessorCores.Usable(_files, Environment.ProcessorCount);
        await _measuring.WaitAsync(cancellationToken);
        try
        {
            _speed ??= (await SpeedMeter.BytesPerSecondAsync(cores, available, cancellationToken), await SpeedMeter.OperationsPerSecondAsync(cores, cancellationToken));
        }
        finally
        {
            _measuring.Release();
        }

        return new Machine(memory, available, cores, _speed.Value.Bytes, _speed.Value.Operations);
    }

    /// <summary>What this process may use, and what of it is free.</summary>
    internal (long Memory, long Available) Memory() => AvailableMemory.Of(_files);

    public void Dispose() => _measuring.Dispose();
}

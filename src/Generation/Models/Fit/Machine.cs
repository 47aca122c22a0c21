namespace RagDocs.Generation.Models.Fit;

/// <summary>What counts for running models on the processor.</summary>
/// <param name="MemoryBytes">RAM that this process may use at most: the machine's, or its container's limit.</param>
/// <param name="AvailableBytes">Of that free now, file cache that gives way included.</param>
/// <param name="Cores">Physical cores that this process may use.</param>
/// <param name="BytesPerSecond">Read from memory by all cores together, measured.</param>
/// <param name="OperationsPerSecond">32-bit multiplications and additions of all cores together, measured.</param>
public sealed record Machine(long MemoryBytes, long AvailableBytes, int Cores, double BytesPerSecond, double OperationsPerSecond);

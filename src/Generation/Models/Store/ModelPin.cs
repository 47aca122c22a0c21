namespace RagDocs.Generation.Models.Store;

/// <summary>The hash a file had when it came.</summary>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Bytes">Its size then.</param>
/// <param name="Date">When it came.</param>
/// <param name="Who">Who brought it.</param>
public sealed record ModelPin(string Sha256, long Bytes, DateTimeOffset Date, string Who);

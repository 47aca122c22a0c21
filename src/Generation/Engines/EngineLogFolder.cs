namespace RagDocs.Generation.Engines;

/// <summary>Where engines keep their logs.</summary>
public sealed record EngineLogFolder(string Path);

namespace RagDocs.Generation.Models.Store;

/// <summary>What lies in the models folder.</summary>
/// <param name="Installed">May be used, by title.</param>
/// <param name="Refused">May not, with the reason.</param>
/// <param name="Arriving">Names of files that are still being written or downloaded.</param>
public sealed record ModelInventory(IReadOnlyList<InstalledModel> Installed, IReadOnlyList<RefusedModel> Refused, IReadOnlyList<string> Arriving);

namespace RagDocs.Generation.Models.Store;

/// <summary>A file in the models folder that is not offered.</summary>
/// <param name="File">Its name.</param>
/// <param name="Reason">Why, without a full stop.</param>
/// <param name="Cure">What to do.</param>
public sealed record RefusedModel(string File, long Bytes, string Reason, string Cure);

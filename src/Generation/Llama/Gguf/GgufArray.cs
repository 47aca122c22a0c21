namespace RagDocs.Generation.Llama.Gguf;

/// <summary>An array of the metadata.</summary>
/// <param name="Numbers">The values of a short numeric array; null for texts and for long ones.</param>
internal sealed record GgufArray(GgufValueType ElementType, int Count, double[]? Numbers);

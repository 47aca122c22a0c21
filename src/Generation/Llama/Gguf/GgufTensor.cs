namespace RagDocs.Generation.Llama.Gguf;

/// <param name="Shape">Length of a row first; 1 to 4 numbers.</param>
/// <param name="Count">Numbers in it.</param>
/// <param name="Bytes">In the file, without padding.</param>
internal sealed record GgufTensor(string Name, long[] Shape, GgufTensorType Type, long Count, long Bytes);

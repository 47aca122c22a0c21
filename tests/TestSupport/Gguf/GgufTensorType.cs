namespace RagDocs.TestSupport.Gguf;

/// <summary>How a tensor's numbers are stored; the ids of ggml.</summary>
public enum GgufTensorType : uint
{
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q8_0 = 8,
}

namespace RagDocs.TestSupport.Gguf;

/// <summary>A BERT-shaped cross-encoder with random weights and one output.</summary>
public static class TinyReranker
{
    /// <returns>The path.</returns>
    public static string Write(string path, TinyBertOptions? options = null)
    {
        File.WriteAllBytes(path, ToBytes(options));
        return path;
    }

    public static byte[] ToBytes(TinyBertOptions? options = null) =>
        TinyBert.ToBytes((options ?? new TinyBertOptions { Name = "Tiny Reranker", Seed = 3 }) with { Pooling = TinyPooling.Rank });
}

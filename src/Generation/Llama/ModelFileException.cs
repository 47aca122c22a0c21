namespace RagDocs.Generation.Llama;

/// <summary>A file is no model (or adapter) that may reach the engine.</summary>
/// <param name="file">Its path or name.</param>
/// <param name="reason">What is wrong with it.</param>
/// <param name="cure">What to do.</param>
public sealed class ModelFileException(string file, string reason, string cure) : LlamaException($"{System.IO.Path.GetFileName(file)}: {reason}. {cure}")
{
    public string File { get; } = file;

    /// <summary>What is wrong, without the file's name and without a full stop.</summary>
    public string Reason { get; } = reason;

    public string Cure { get; } = cure;
}

namespace RagDocs.Generation.Llama.Engine;

/// <summary>The engine takes nothing more: it is shutting down, or an error ended it.</summary>
/// <param name="cause">The error; null, or that it is disposed already, when it was asked to stop.</param>
internal sealed class EngineStoppedException(Exception? cause) : LlamaException(Message(cause), cause!)
{
    private new static string Message(Exception? cause) => cause is null or ObjectDisposedException
        ? "The engine is shutting down. Ask again when it has started anew."
        : $"The engine was ended by an error: {cause.Message} Ask again when it has started anew.";
}

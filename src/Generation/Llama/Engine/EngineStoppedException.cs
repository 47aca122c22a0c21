namespace RagDocs.Generation.Llama.Engine;

/// <summary>The engine takes nothing more: it is shutting down, or an error ended it.</summary>
internal sealed class EngineStoppedException : LlamaException
{
    public EngineStoppedException()
        : base("The engine is shutting down. Ask again when it has started anew.")
    {
    }

    public EngineStoppedException(Exception cause)
        : base($"The engine was ended by an error: {cause.Message} Ask again when it has started anew.", cause)
    {
    }
}

namespace RagDocs.Generation.Engines;

/// <summary>What an engine is doing.</summary>
public enum EngineState
{
    /// <summary>There is no model of this kind to run.</summary>
    NoModel,

    /// <summary>A model is there, but nobody needs it now, or an administrator stopped it.</summary>
    Stopped,

    /// <summary>The process has been started and does not answer yet.</summary>
    Starting,

    /// <summary>The model is being read into memory.</summary>
    Loading,

    /// <summary>It answers.</summary>
    Ready,

    /// <summary>It ended unasked and comes back in a moment.</summary>
    Restarting,

    /// <summary>It ended too often; it rests until somebody or a longer pause lets it try again.</summary>
    Failed,
}

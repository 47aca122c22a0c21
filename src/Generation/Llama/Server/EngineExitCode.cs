namespace RagDocs.Generation.Llama.Server;

/// <summary>Why an engine process ended, for whoever started it.</summary>
public static class EngineExitCode
{
    /// <summary>It was asked to stop, or its parent is gone.</summary>
    public const int Done = 0;

    /// <summary>The model could not be loaded or the address not be listened on; the reason is the last line on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The engine failed while it served; starting again is the cure. EX_SOFTWARE of sysexits.h.</summary>
    public const int Broken = 70;

    /// <summary>Resident memory grew above the limit. EX_TEMPFAIL of sysexits.h: starting again is the cure.</summary>
    public const int TooMuchMemory = 75;
}

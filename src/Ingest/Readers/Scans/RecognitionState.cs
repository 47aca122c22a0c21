namespace RagDocs.Ingest.Readers.Scans;

/// <summary>What is done about pages without text.</summary>
internal enum RecognitionState
{
    /// <summary>Switched off in the settings.</summary>
    Off,

    NotInstalled,

    /// <summary>They can be recognised, but that was not asked for yet.</summary>
    Waiting,

    Done,
}

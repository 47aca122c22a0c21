using System.ComponentModel.DataAnnotations;

namespace RagDocs.Ingest;

/// <summary>How documents are worked through. Section "Ingest" of the settings.</summary>
public sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>Documents worked on at the same time by this process; default 2.</summary>
    [Range(1, 64)]
    public int Workers { get; set; } = 2;

    /// <summary>Documents whose pages are recognised (OCR) at the same time by this process; default 1.</summary>
    [Range(1, 64)]
    public int RecognizeWorkers { get; set; } = 1;

    /// <summary>Tries before a document that fails for an unclear reason is left to a person; default 3.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 3;

    /// <summary>Times the service may end while it reads a document before that document is left to a person; default 10.</summary>
    [Range(1, 10_000)]
    public int Crashes { get; set; } = 10;

    /// <summary>A worker that has not been heard of for this long has lost its document; default 60 seconds.</summary>
    [Range(5, 3600)]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>Largest file taken in, in bytes; default 512 MiB.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxFileBytes { get; set; } = 512L << 20;

    /// <summary>A sync that would remove more than this share of a folder's documents stops and asks, in percent; default 20.</summary>
    [Range(1, 100)]
    public int MaxRemovedPercent { get; set; } = 20;

    /// <summary>Files inside files (attachments, members of archives) that are taken in below one file, at all depths together; default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxParts { get; set; } = 20_000;

    /// <summary>Unpacked size of all files inside one file, at all depths together, in MB; default 4,096.</summary>
    [Range(1, 1_048_576)]
    public long MaxPartsMegabytes { get; set; } = 4_096;

    /// <summary>Containers in containers that are opened: 1 takes the attachments of a mail, 2 also the files in an archive attached to it; default 3.</summary>
    [Range(0, 20)]
    public int MaxPartDepth { get; set; } = 3;

    /// <summary>When folders are brought in step, as a cron expression of Quartz; default 02:00 every night.</summary>
    [Required]
    public string NightlyCron { get; set; } = "0 0 2 * * ?";

    /// <summary>Time zone of <see cref="NightlyCron"/> and of the morning reports' dates ("Europe/Berlin"); empty for the server's.</summary>
    public string NightlyTimeZone { get; set; } = "";

    /// <summary>Days a removed document can still be brought back; then it is deleted for good. Default 30.</summary>
    [Range(0, 3650)]
    public int RemovedGraceDays { get; set; } = 30;

    /// <summary>Folders that server folders must lie in, full paths; empty allows none to be added in the page.</summary>
    public IList<string> FolderRoots { get; } = [];
}

using System.ComponentModel.DataAnnotations;

namespace RagDocs.Generation.Engines;

/// <summary>How the service runs its local engines. What is left null the engine chooses from machine and model.</summary>
public sealed class EngineProcessOptions
{
    public const string Section = "Engine";

    /// <summary>Load the chosen chat model and the one chosen for search when the service starts; else with the first question.</summary>
    public bool StartWithService { get; set; } = true;

    /// <summary>Minutes without a request after which the model leaves the memory; null: never.</summary>
    [Range(1, 10_080)]
    public int? IdleMinutes { get; set; }

    /// <summary>Bytes one engine may hold; it is ended and started again when it passes them. Null: no limit.</summary>
    [Range(16L << 20, 1L << 50)]
    public long? MaxMemory { get; set; }

    /// <summary>Tokens of the context that all requests share.</summary>
    [Range(64, 1_048_576)]
    public int? ContextTokens { get; set; }

    /// <summary>Requests answered at the same time.</summary>
    [Range(1, 64)]
    public int? Parallel { get; set; }

    [Range(1, 512)]
    public int? Threads { get; set; }

    /// <summary>Requests that may wait for a place.</summary>
    [Range(0, 10_000)]
    public int? QueueLength { get; set; }

    /// <summary>LoRA adapters of the chat model: <c>PATH</c> or <c>PATH=SCALE</c>; relative paths begin in the data folder.</summary>
    public IList<string> Lora { get; } = [];

    /// <summary>How long a question waits for an engine that is being started.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StartPatience { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Time between two looks at a running engine.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A loaded engine that answers nothing for so long is ended and started again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:10:00")]
    public TimeSpan SilencePatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The same while it starts and loads: a large model on a slow disk takes minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LoadingSilencePatience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Time an engine has to end after it was asked to, before it is ended by force. Longer than it gives its answers itself and needs to tell
    /// who still waits (10 s and at most 5 s), or a kill would take the words out of its mouth.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopPatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Time the engine of a former model has to finish its answers, while new questions already go to the new model's.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ExchangePatience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause before an engine that ended is started again; longer when it ends again and again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RestartPause { get; set; } = TimeSpan.FromSeconds(0.2);

    /// <summary>Pause after which an engine that failed for good is tried once more.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan FailurePause { get; set; } = TimeSpan.FromMinutes(10);
}

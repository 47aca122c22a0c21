using System.ComponentModel.DataAnnotations;

namespace RagDocs.Web.Api;

/// <summary>How often something may be done in a minute. Section "Limits" of the settings.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Sign-ins and set-ups from one address; default 20. A single account is locked for a minute after 5 wrong passwords.</summary>
    [Range(1, 100_000)]
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>Questions of one person over HTTP; default 20.</summary>
    [Range(1, 100_000)]
    public int QuestionsPerMinute { get; set; } = 20;

    /// <summary>Searches of one person over HTTP; default 600.</summary>
    [Range(1, 1_000_000)]
    public int SearchesPerMinute { get; set; } = 600;
}

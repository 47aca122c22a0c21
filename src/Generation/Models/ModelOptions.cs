using System.ComponentModel.DataAnnotations;

namespace RagDocs.Generation.Models;

/// <summary>Where models lie and where they may come from.</summary>
public sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>The models folder; null: <c>models</c> in the data folder.</summary>
    public string? Folder { get; set; }

    /// <summary>
    /// true: models may be downloaded; false: never, whatever an administrator switches; null: when an administrator has switched it on
    /// (off at first).
    /// </summary>
    public bool? AllowDownloads { get; set; }

    /// <summary>
    /// Where the list's repositories are: Hugging Face or a mirror with the same paths (<c>OWNER/NAME/resolve/main/FILE</c>). HTTPS, or HTTP on
    /// this machine.
    /// </summary>
    [Required]
    public Uri BaseAddress { get; set; } = new("https://huggingface.co/");

    /// <summary>Proxy for downloads; null: what the system's environment says.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>PEM file of the certificate authority that a mirror or proxy signs with; trusted for downloads instead of the system's.</summary>
    public string? CaCertificate { get; set; }
}

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RagDocs.Ingest.Sources;

/// <summary>
/// A document's path as its source names it. It is shown and compared, never used to open a file: bytes lie under names made by us.
/// Still, what looks like an attack or cannot be shown is refused at the door.
/// </summary>
public static class DocumentPath
{
    private const int MaxLength = 1000;

    /// <summary>Forward slashes, composed Unicode, no empty or dot segments.</summary>
    /// <param name="problem">Why the path is refused, in words for people.</param>
    public static bool TryNormalize(string raw, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        var unified = Composed(raw).Replace('\\', '/');
        problem = unified switch
        {
            "" => "The file has no name.",
            { Length: > MaxLength } => $"The path has {unified.Length} characters; at most {MaxLength} are allowed.",
            _ when unified.StartsWith('/') => "The path is absolute; only paths relative to the folder are taken.",
            _ when unified.Length > 1 && unified[1] == ':' => "The path names a drive; only paths relative to the folder are taken.",
            _ when unified.Any(char.IsControl) => "The path holds characters that cannot be shown.",
            _ => null,
        };
        if (problem is not null) return false;
        var segments = unified.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(s => s != ".").ToArray();
        if (segments.Length == 0 || segments.Contains(".."))
        {
            problem = "The path leaves its folder.";
            return false;
        }

        path = string.Join('/', segments);
        return true;
    }

    // Unpaired surrogates cannot be normalised; they are refused as unshowable by the caller's check on control characters.
    private static string Composed(string raw)
    {
        try
        {
            return raw.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return "\0";
        }
    }
}

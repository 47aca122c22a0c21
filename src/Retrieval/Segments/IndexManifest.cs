using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RagDocs.Retrieval.Segments;

/// <summary>
/// Names the segments that are the index, from old to new. Written last and exchanged whole, so the index on disk is always one that was
/// complete. Its first line is the checksum of the rest.
/// </summary>
/// <param name="Analysis">Rules by which the words were made, see <see cref="Lexical.Analysis.AnalysisFingerprint"/>.</param>
internal sealed record IndexManifest(long Generation, int Dimensions, ulong Analysis, long LastChange, IReadOnlyList<string> Segments)
{
    private const string FileName = "index.manifest";

    /// <returns>Null when there is none that can be used: missing, damaged, or a segment's name is not one.</returns>
    public static IndexManifest? Read(string folder)
    {
        try
        {
            var lines = File.ReadAllText(Path.Combine(folder, FileName)).Split('\n', 2);
            if (lines is not [var checksum, var text] || checksum != ChecksumOf(text)) return null;
            var manifest = JsonSerializer.Deserialize<IndexManifest>(text);
            return manifest?.Segments is { } segments && segments.All(name => Guid.TryParseExact(name, "n", out _)) ? manifest : null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var text = JsonSerializer.Serialize(this);
        var path = Path.Combine(folder, FileName);
        using (var file = new FileStream($"{path}.new", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes($"{ChecksumOf(text)}\n{text}"));
            file.Flush(flushToDisk: true);
        }

        File.Move($"{path}.new", path, overwrite: true);
    }

    private static string ChecksumOf(string text) => Checksum.Of(Encoding.UTF8.GetBytes(text)).ToString("x8", CultureInfo.InvariantCulture);
}

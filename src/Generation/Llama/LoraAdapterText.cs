using System.Globalization;

namespace RagDocs.Generation.Llama;

/// <summary>A LoRA adapter as it is written in settings and on the command line: <c>PATH</c> or <c>PATH=SCALE</c>.</summary>
public static class LoraAdapterText
{
    /// <summary>What follows the last = is the scale if it is a number; file names may hold the sign.</summary>
    /// <param name="folder">Where a relative path begins.</param>
    /// <exception cref="FormatException">There is no path, or the scale is no finite number; the message says it.</exception>
    public static LoraAdapter Parse(string text, string folder)
    {
        var sign = text.LastIndexOf('=');
        var scale = 1f;
        var hasScale = sign >= 0 && float.TryParse(text.AsSpan(sign + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out scale);
        if (hasScale && !float.IsFinite(scale)) throw new FormatException($"“{text}” has no usable scale: give a finite number, 1 as trained, for example {text[..sign]}=0.5.");
        var path = hasScale ? text[..sign] : text;
        if (string.IsNullOrWhiteSpace(path)) throw new FormatException($"“{text}” names no adapter file: give PATH or PATH=SCALE.");
        return new LoraAdapter(Path.GetFullPath(path, folder), hasScale ? scale : 1);
    }

    public static string Format(LoraAdapter adapter) => string.Create(CultureInfo.InvariantCulture, $"{adapter.Path}={adapter.Scale}");
}

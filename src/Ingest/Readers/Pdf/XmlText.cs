using System.Text;
using System.Runtime.CompilerServices;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Decodes text as poppler writes it: UTF-8 with the five XML characters escaped.</summary>
internal static class XmlText
{
    private static readonly (string Escaped, char Character)[] Entities =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\''), ("&#39;", '\'')];

    /// <summary>The characters, in the buffer given; bytes that are no UTF-8 become replacement characters.</summary>
    /// <param name="buffer">At least as long as <paramref name="text"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text, char[] buffer)
    {
        var length = Encoding.UTF8.GetChars(text, buffer);
        return text.Contains((byte)'&') ? Unescape(buffer, length) : buffer.AsSpan(0, length);
    }

    private static ReadOnlySpan<char> Unescape(char[] buffer, int length)
    {
        var written = 0;
        for (var i = 0; i < length; written++)
        {
            var (taken, character) = buffer[i] == '&' ? Entity(buffer.AsSpan(i, length - i)) : (1, buffer[i]);
            buffer[written] = character;
            i += taken;
        }

        return buffer.AsSpan(0, written);
    }

    private static (int Taken, char Character) Entity(ReadOnlySpan<char> text)
    {
        foreach (var (escaped, character) in Entities)
        {
            if (text.StartsWith(escaped, StringComparison.Ordinal)) return (escaped.Length, character);
        }

        return (1, '&');
    }
}

using System.Buffers;
using System.Text;

namespace RagDocs.Generation.Llama.Engine.Text;

/// <summary>
/// Joins the bytes of tokens to whole characters. A token may end within a character; its bytes wait for the rest. Bytes that
/// can never become a character turn into U+FFFD, and only then.
/// </summary>
internal sealed class Utf8Pieces
{
    private byte[] _waiting = [];

    /// <summary>The characters that are complete now.</summary>
    public string Add(ReadOnlySpan<byte> piece)
    {
        var bytes = _waiting.Length == 0 ? piece : (byte[])[.. _waiting, .. piece];
        var text = new StringBuilder(bytes.Length);
        Span<char> units = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var character, out var read);
            if (status == OperationStatus.NeedMoreData)
                break;
            text.Append(units[..character.EncodeToUtf16(units)]);
            bytes = bytes[read..];
        }

        _waiting = bytes.ToArray();
        return text.ToString();
    }

    /// <summary>Nothing more will come: what still waits is no character.</summary>
    public string Finish()
    {
        var rest = _waiting.Length == 0 ? "" : "\uFFFD";
        _waiting = [];
        return rest;
    }
}

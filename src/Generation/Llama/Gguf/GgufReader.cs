using System.Buffers.Binary;
using System.Text;

namespace RagDocs.Generation.Llama.Gguf;

/// <summary>Reads a header forwards through one small buffer; never beyond the file's end or the limit of a header.</summary>
internal sealed class GgufReader(Stream stream, string file)
{
    private const string CopyAgain = "Copy or download the file again";

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly long _length = stream.Length;
    private int _start;
    private int _end;

    public long Position { get; private set; }

    public long Length => _length;

    public ModelFileException Fault(string reason, string? cure = null) => new(file, reason, (cure ?? CopyAgain) + ".");

    public byte Byte() => Take(1)[0];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>The next bytes; valid until the next read.</summary>
    /// <param name="count">At most the buffer's 64 KB.</param>
    public ReadOnlySpan<byte> Take(int count)
    {
        Reserve(count);
        if (_end - _start < count) Fill(count);
        var span = _buffer.AsSpan(_start, count);
        _start += count;
        Position += count;
        return span;
    }

    public void Skip(long count)
    {
        Reserve(count);
        Position += count;
        if (count <= _end - _start)
        {
            _start += (int)count;
            return;
        }

        stream.Seek(count - (_end - _start), SeekOrigin.Current);
        _start = _end = 0;
    }

    /// <summary>Length of a text that follows.</summary>
    public int TextLength(int limit, string what)
    {
        var length = UInt64();
        if (length > (ulong)limit) throw Fault($"{what} is {length} bytes long, more than {limit}");
        return (int)length;
    }

    /// <summary>A name in printable ASCII.</summary>
    public string Name(int limit, string what)
    {
        var bytes = Take(TextLength(limit, what));
        if (bytes.IsEmpty || bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~')) throw Fault($"{what} is empty or not plain text");
        return Encoding.ASCII.GetString(bytes);
    }

    /// <summary>Any text; what is no UTF-8 is replaced.</summary>
    public string Text(int length)
    {
        if (length <= _buffer.Length) return Encoding.UTF8.GetString(Take(length));
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var part = Take(Math.Min(_buffer.Length, length - read));
            part.CopyTo(bytes.AsSpan(read));
            read += part.Length;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>That many bytes must still come; asked before anything is allocated for them.</summary>
    public void Reserve(long count)
    {
        if (count > _length - Position) throw Fault($"the file ends at byte {_length}, in the middle of its header");
        if (Position + count > GgufLimits.HeaderBytes) throw Fault($"its header is larger than {GgufLimits.HeaderBytes >> 20} MB");
    }

    private void Fill(int count)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < count)
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0) throw Fault("the file became shorter while it was read");
            _end += read;
        }
    }
}

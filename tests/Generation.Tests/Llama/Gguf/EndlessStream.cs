using System.Buffers.Binary;

namespace RagDocs.Generation.Tests.Llama.Gguf;

/// <summary>A GGUF of 100 GB whose first metadata entry is an array of 50 million empty texts.</summary>
internal sealed class EndlessStream : Stream
{
    private readonly byte[] _start = new byte[4 + 4 + 8 + 8 + 8 + 1 + 4 + 4 + 8];
    private long _position;

    public EndlessStream()
    {
        var at = _start.AsSpan();
        "GGUF"u8.CopyTo(at);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], 3);
        BinaryPrimitives.WriteUInt64LittleEndian(at[8..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(at[16..], 100);
        BinaryPrimitives.WriteUInt64LittleEndian(at[24..], 1);
        at[32] = (byte)'a';
        BinaryPrimitives.WriteUInt32LittleEndian(at[33..], 9);
        BinaryPrimitives.WriteUInt32LittleEndian(at[37..], 8);
        BinaryPrimitives.WriteUInt64LittleEndian(at[41..], (64UL << 20) / 8 - 6);
    }

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => 100L << 30;

    public override long Position { get => _position; set => _position = value; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        buffer.AsSpan(offset, count).Clear();
        for (var i = 0; i < count && _position + i < _start.Length; i++) buffer[offset + i] = _start[_position + i];
        _position += count;
        BytesRead += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => _position = origin == SeekOrigin.Current ? _position + offset : offset;

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

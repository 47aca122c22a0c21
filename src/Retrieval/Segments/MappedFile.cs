using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace RagDocs.Retrieval.Segments;

/// <summary>
/// A file, or a section of one longer than a span can be, mapped into memory for reading. Whoever reads its span holds a pin
/// (<see cref="Memory{T}.Pin"/>) meanwhile: disposing unmaps only after the last pin is let go, so a late reader meets
/// <see cref="ObjectDisposedException"/> and never memory that is gone. The file must not be cut short while it is mapped.
/// </summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly SafeMemoryMappedViewHandle _handle;
    private readonly byte* _start;
    private readonly int _length;
    private volatile bool _disposed;

    private MappedFile(MemoryMappedViewAccessor view, int length)
    {
        (_view, _handle, _length) = (view, view.SafeMemoryMappedViewHandle, length);
        byte* page = null;
        _handle.AcquirePointer(ref page);
        _start = page + view.PointerOffset;
        _handle.ReleasePointer();
    }

    /// <exception cref="DamagedIndexException">The file is empty or longer than 2 GB.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static MappedFile Open(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        return length is > 0 and <= int.MaxValue ? Map(file, 0, (int)length) : throw new DamagedIndexException(path, $"it has {length} bytes.");
    }

    /// <param name="offset">Of the section's first byte in the file; need not be at a page.</param>
    /// <exception cref="DamagedIndexException">The file ends before the section does.</exception>
    public static MappedFile Open(string path, long offset, int length)
    {
        using var file = File.OpenHandle(path);
        var has = RandomAccess.GetLength(file);
        if (offset < 0 || length <= 0 || offset > has - length) throw new DamagedIndexException(path, $"it ends at byte {has}, before the section of {length} bytes at {offset}.");
        return Map(file, offset, length);
    }

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return new Span<byte>(_start, _length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        // The handle itself would still take pins as long as one is held.
        ObjectDisposedException.ThrowIf(_disposed, this);
        byte* page = null;
        _handle.AcquirePointer(ref page);
        return new MemoryHandle(_start + elementIndex, default, this);
    }

    public override void Unpin() => _handle.ReleasePointer();

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        if (disposing) _view.Dispose();
    }

    private static MappedFile Map(SafeFileHandle file, long offset, int length)
    {
        using var mapped = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedFile(mapped.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read), length);
    }
}

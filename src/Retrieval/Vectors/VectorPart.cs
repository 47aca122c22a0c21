using System.Buffers;
using System.Buffers.Binary;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Vectors;

/// <summary>
/// The vectors of one segment, a row a unit, in a form that is scanned fast and exactly: int8 rows for a first pass and the float rows
/// for the last word. Immutable; searched by many at once. In memory, or a mapped file.
/// </summary>
internal sealed class VectorPart : IDisposable
{
    private readonly string _name;
    private readonly byte[] _footer;
    private readonly IReadOnlyList<IDisposable> _files;
    private volatile bool _disposed;

    private VectorPart(string name, VectorPartLayout layout, IReadOnlyList<ReadOnlyMemory<byte>> stripes, byte[] footer, IReadOnlyList<IDisposable> files, Func<VectorPart, ScanGate>? gate)
    {
        (_name, Layout, _footer, _files) = (name, layout, footer, files);
        Stripes = [.. stripes.Select((bytes, s) => new VectorStripe(layout, bytes, s * layout.RowsPerStripe, layout.RowsIn(s)))];
        Gate = (gate ?? ScanGate.For)(this);
        if (BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(footer.Length - sizeof(uint))) != Checksum.Of(footer.AsSpan(0, footer.Length - sizeof(uint))))
        {
            throw new DamagedIndexException(name, "its list of checksums is spoilt.");
        }
    }

    public VectorPartLayout Layout { get; }

    public int Count => Layout.Count;

    public IReadOnlyList<VectorStripe> Stripes { get; }

    /// <summary>Where questions that come in meanwhile are brought together.</summary>
    public ScanGate Gate { get; }

    /// <param name="name">For messages.</param>
    /// <param name="gate">Other than the usual one, to be measured or tested.</param>
    /// <exception cref="DamagedIndexException">The header or its lengths are not right. Rows are looked at by <see cref="Verify"/> only.</exception>
    public static VectorPart Open(ReadOnlyMemory<byte> bytes, string name, Func<VectorPart, ScanGate>? gate = null)
    {
        var layout = VectorPartLayout.Read(bytes.Span, bytes.Length, name);
        var stripes = Enumerable.Range(0, layout.Stripes).Select(s => bytes.Slice((int)layout.StripeOffset(s), (int)layout.StripeLength(layout.RowsIn(s)))).ToList();
        return new VectorPart(name, layout, stripes, bytes.Span[(int)layout.FooterOffset..].ToArray(), [], gate);
    }

    /// <inheritdoc cref="Open(ReadOnlyMemory{byte}, string, Func{VectorPart, ScanGate})"/>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static VectorPart Open(string path, Func<VectorPart, ScanGate>? gate = null)
    {
        using var file = File.OpenHandle(path);
        var header = new byte[VectorPartLayout.HeaderLength];
        var has = RandomAccess.Read(file, header, 0);
        var layout = VectorPartLayout.Read(header.AsSpan(0, has), RandomAccess.GetLength(file), path);
        var footer = new byte[layout.FooterLength];
        if (RandomAccess.Read(file, footer, layout.FooterOffset) != footer.Length) throw new DamagedIndexException(path, "it ends within its list of checksums.");
        var stripes = new List<MappedFile>();
        try
        {
            for (var s = 0; s < layout.Stripes; s++) stripes.Add(MappedFile.Open(path, layout.StripeOffset(s), (int)layout.StripeLength(layout.RowsIn(s))));
            return new VectorPart(path, layout, [.. stripes.Select(s => (ReadOnlyMemory<byte>)s.Memory)], footer, stripes, gate);
        }
        catch
        {
            foreach (IDisposable stripe in stripes) stripe.Dispose();
            throw;
        }
    }

    /// <summary>Reads every byte and compares the checksums.</summary>
    /// <exception cref="DamagedIndexException">A stripe is not what was written.</exception>
    public void Verify(CancellationToken cancellationToken)
    {
        using var pin = Pin();
        for (var s = 0; s < Stripes.Count; s++)
        {
            var rest = Stripes[s].Bytes.Span;
            var sum = 0u;
            for (; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, 1 << 24)..])
            {
                cancellationToken.ThrowIfCancellationRequested();
                sum = Checksum.Of(rest[..Math.Min(rest.Length, 1 << 24)], sum);
            }

            if (sum != BinaryPrimitives.ReadUInt32LittleEndian(_footer.AsSpan(s * sizeof(uint))))
            {
                throw new DamagedIndexException(_name, $"rows {Stripes[s].FirstUnit} to {Stripes[s].FirstUnit + Stripes[s].Rows - 1} do not match their checksum.");
            }
        }
    }

    /// <summary>The float vector of a unit, as it was given. Valid while the part is pinned.</summary>
    public ReadOnlySpan<float> Vector(int unit) => Stripes[unit / Layout.RowsPerStripe].FloatRow(unit % Layout.RowsPerStripe);

    /// <summary>Keeps the memory there until disposed, even if the part is disposed first.</summary>
    /// <exception cref="ObjectDisposedException">The part is gone already.</exception>
    public IDisposable Pin()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var pins = new MemoryHandle[_files.Count];
        for (var p = 0; p < pins.Length; p++) pins[p] = Stripes[p].Bytes.Pin();
        return new Pins(pins);
    }

    /// <summary>Searches that run end as they would have; later ones meet <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var file in _files) file.Dispose();
    }

    private sealed class Pins(MemoryHandle[] handles) : IDisposable
    {
        public void Dispose()
        {
            for (var p = 0; p < handles.Length; p++) handles[p].Dispose();
        }
    }
}

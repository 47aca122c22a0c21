using System.Text;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// Collects the terms of units, one unit after the other, and writes them as a part. Until then each occurrence takes about three bytes.
/// </summary>
/// <param name="fields">1 to <see cref="KeywordPart.MostFields"/>; what they stand for is the caller's affair.</param>
/// <param name="positions">Whether to keep them, for phrases.</param>
internal sealed class KeywordPartBuilder(int fields, bool positions)
{
    private const int FieldBits = 3;
    private const int LastPosition = (1 << 27) - 1;

    private readonly TermTable _terms = new();
    private readonly OccurrenceLog _occurrences = new();
    private readonly ushort[][] _lengths = [.. Enumerable.Range(0, fields).Select(_ => new ushort[256])];
    private readonly long[] _totals = new long[fields];
    private readonly int[] _unitLengths = new int[fields];
    private LastOccurrence[] _last = new LastOccurrence[1024];
    private int _field;

    /// <summary>Units ended so far; also the number of the unit that is being added.</summary>
    public int Units { get; private set; }

    /// <summary>Memory taken by what was added, in bytes, about.</summary>
    public long Size => _occurrences.Size;

    /// <summary>Adds an occurrence to the unit at hand. Its fields come in ascending order, and so do the positions of a field.</summary>
    /// <param name="term">UTF-8; cut to <see cref="TermEntry.LongestTerm"/> bytes.</param>
    /// <exception cref="ArgumentException">The order is another.</exception>
    public void Add(int field, ReadOnlySpan<byte> term, int position)
    {
        if (field < _field || field >= fields) throw new ArgumentException($"Field {field} comes after field {_field} of {fields}.", nameof(field));
        _field = field;
        _unitLengths[field]++;
        var number = _terms.Number(TermEntry.Cut(term));
        if (number >= _last.Length) Array.Resize(ref _last, _last.Length * 2);
        ref var last = ref _last[number];
        position = positions ? Math.Clamp(position, 0, LastPosition) : 0;
        var first = last.Unit != Units + 1;
        var before = first || last.Field != field ? 0 : last.Position;
        if (position < before) throw new ArgumentException($"Position {position} comes after {before}.", nameof(position));
        _occurrences.Append(number, (uint)(position - before) << (FieldBits + 1) | (uint)field << 1 | (first ? 1u : 0));
        if (first) _occurrences.Append(number, (uint)(Units + 1 - last.Unit));
        last = new LastOccurrence(Units + 1, field, position);
    }

    /// <inheritdoc cref="Add(int, ReadOnlySpan{byte}, int)"/>
    public void Add(int field, ReadOnlySpan<char> term, int position)
    {
        Span<byte> bytes = stackalloc byte[TermEntry.LongestTerm];
        Encoding.UTF8.TryGetBytes(term, bytes, out var written);
        Add(field, written > 0 || term.IsEmpty ? bytes[..written] : Encoding.UTF8.GetBytes(term.ToString()), position);
    }

    /// <summary>Ends the unit at hand; the next one has the next number. A unit without terms is one, too.</summary>
    public void EndUnit()
    {
        for (var field = 0; field < fields; field++)
        {
            if (Units == _lengths[field].Length) Array.Resize(ref _lengths[field], Units * 2);
            _lengths[field][Units] = FieldLength.Encode(_unitLengths[field]);
            _totals[field] += _unitLengths[field];
            _unitLengths[field] = 0;
        }

        Units++;
        _field = 0;
    }

    /// <param name="output">Seekable, at its start, and empty.</param>
    public void WriteTo(Stream output, CancellationToken cancellationToken)
    {
        var part = new KeywordPartWriter(output, _lengths, Units, _totals, positions);
        foreach (var term in _terms.Sorted())
        {
            cancellationToken.ThrowIfCancellationRequested();
            WritePostings(term, part.Postings);
            part.EndTerm(_terms[term]);
        }

        part.Finish();
    }

    /// <summary>The part in memory.</summary>
    public byte[] ToArray()
    {
        using var output = new MemoryStream();
        WriteTo(output, CancellationToken.None);
        return output.ToArray();
    }

    private void WritePostings(int term, PostingsWriter postings)
    {
        Span<int> frequencies = stackalloc int[fields];
        var distances = new ByteWriter();
        var unit = 0;
        for (var log = _occurrences.Read(term); !log.AtEnd;)
        {
            var occurrence = log.Next();
            if ((occurrence & 1) != 0)
            {
                if (unit > 0) postings.Add(unit - 1, frequencies, distances.Written);
                frequencies.Clear();
                distances.Clear();
                unit += (int)log.Next();
            }

            frequencies[(int)(occurrence >> 1) & (1 << FieldBits) - 1]++;
            if (positions) distances.WriteNumber((int)(occurrence >> (FieldBits + 1)));
        }

        if (unit > Units) throw new InvalidOperationException("The last unit was not ended.");
        postings.Add(unit - 1, frequencies, distances.Written);
    }

    /// <param name="Unit">Counted from 1; 0 when there was none.</param>
    private readonly record struct LastOccurrence(int Unit, int Field, int Position);
}

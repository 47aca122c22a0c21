using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Makes one part of several without the text: the postings are read and written again, units that are dead left out.</summary>
internal static class KeywordPartMerger
{
    /// <param name="parts">With the same fields, in the order in which their units shall follow each other.</param>
    /// <param name="output">Seekable, at its start, and empty.</param>
    /// <returns>The number of units written.</returns>
    /// <exception cref="DamagedIndexException">A part is not as it was written.</exception>
    /// <exception cref="ArgumentException">The parts have different fields.</exception>
    public static int Merge(IReadOnlyList<LivingPart> parts, Stream output, CancellationToken cancellationToken)
    {
        var (fields, positions) = (parts[0].Part.Fields, parts[0].Part.HasPositions);
        if (parts.Any(p => p.Part.Fields != fields || p.Part.HasPositions != positions))
        {
            throw new ArgumentException("The parts have different fields.", nameof(parts));
        }

        var units = parts.Sum(p => p.Living?.Count ?? p.Part.Units);
        var lengths = Enumerable.Range(0, fields).Select(_ => new ushort[units]).ToArray();
        var sources = new List<Source>();
        var next = 0;
        foreach (var part in parts)
        {
            // What is wrong in a part would otherwise get a right checksum in the next.
            part.Part.Verify();
            sources.Add(new Source(part, next, lengths));
            next += part.Living?.Count ?? part.Part.Units;
        }

        var totals = Array.ConvertAll(lengths, field => field.Sum(code => (long)FieldLength.Decode(code)));
        var writer = new KeywordPartWriter(output, lengths, units, totals, positions);
        while (sources.Exists(source => source.Alive))
        {
            cancellationToken.ThrowIfCancellationRequested();
            MergeTerm(sources, writer);
        }

        writer.Finish();
        return units;
    }

    private static void MergeTerm(List<Source> sources, KeywordPartWriter writer)
    {
        Source? least = null;
        foreach (var source in sources)
        {
            if (source.Alive && (least is null || source.Term.SequenceCompareTo(least.Term) < 0)) least = source;
        }

        var term = least!.Term.ToArray();
        foreach (var source in sources)
        {
            if (source.Alive && source.Term.SequenceEqual(term)) source.Take(writer.Postings);
        }

        writer.EndTerm(term);
    }

    private sealed class Source
    {
        private readonly KeywordPart _part;
        private readonly TermDictionary.Cursor _terms;
        private readonly int[] _numbers;

        /// <param name="lengths">Filled with those of the living units.</param>
        public Source(LivingPart living, int first, ushort[][] lengths)
        {
            (_part, _terms) = (living.Part, living.Part.Dictionary.All());
            _numbers = new int[_part.Units];
            Array.Fill(_numbers, -1);
            foreach (var range in living.Living?.Ranges ?? [new UnitRange(0, _part.Units)])
            {
                for (var field = 0; field < lengths.Length; field++) _part.Lengths(field)[range.Start..range.End].CopyTo(lengths[field].AsSpan(first));
                for (var unit = range.Start; unit < range.End; unit++) _numbers[unit] = first++;
            }

            MoveNext();
        }

        public bool Alive { get; private set; }

        public ReadOnlySpan<byte> Term => _terms.Term;

        public void Take(PostingsWriter writer)
        {
            try
            {
                Copy(new PostingsReader(_part, _terms.Entry, norms: null), writer);
            }
            catch (Exception e) when (PartSections.ShowsDamage(e))
            {
                throw _part.Damaged(e);
            }

            MoveNext();
        }

        private void Copy(PostingsReader postings, PostingsWriter writer)
        {
            Span<int> frequencies = stackalloc int[_part.Fields];
            for (var block = 0; block < postings.Blocks; block++)
            {
                postings.Load(block);
                var positions = new ByteReader(postings.Positions);
                for (var i = 0; i < postings.Count; i++)
                {
                    var occurrences = 0;
                    for (var field = 0; field < frequencies.Length; field++) occurrences += frequencies[field] = postings.Frequency(field, i);
                    var distances = _part.HasPositions ? positions.SkipNumbers(occurrences) : default;
                    if (_numbers[postings.Units[i]] is >= 0 and var unit) writer.Add(unit, frequencies, distances);
                }
            }
        }

        private void MoveNext()
        {
            try
            {
                Alive = _terms.MoveNext();
            }
            catch (Exception e) when (PartSections.ShowsDamage(e))
            {
                throw _part.Damaged(e);
            }
        }
    }
}

/// <param name="Living">Units to be kept; null for all.</param>
internal readonly record struct LivingPart(KeywordPart Part, AllowedUnits? Living);

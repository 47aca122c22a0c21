namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Goes forward through the postings of one term and reads the positions of those it is asked for.</summary>
internal sealed class PostingsCursor(KeywordPart part, TermEntry entry)
{
    private readonly PostingsReader _postings = new(part, entry, norms: null);
    private int _block;
    private int _posting;

    // How far the positions of the loaded block have been read.
    private int _postingsRead;
    private int _bytesRead;

    /// <summary>Whether the unit last moved to holds the term.</summary>
    public bool Found { get; private set; }

    /// <summary>All units, by a reader of their own.</summary>
    public IEnumerable<int> Units()
    {
        var postings = new PostingsReader(part, entry, norms: null);
        for (var block = 0; block < postings.Blocks; block++)
        {
            postings.Load(block);
            for (var i = 0; i < postings.Count; i++) yield return postings.Units[i];
        }
    }

    public bool MoveTo(int unit)
    {
        while (_block < _postings.Blocks && _postings.Header(_block).Last < unit) _block++;
        if (_block == _postings.Blocks) return Found = false;
        if (_postings.Loaded != _block)
        {
            _postings.Load(_block);
            (_postingsRead, _bytesRead) = (0, 0);
        }

        _posting = _postings.Units.AsSpan(0, _postings.Count).BinarySearch(unit);
        return Found = _posting >= 0;
    }

    /// <summary>Field (upper half) and position (lower half) of each occurrence in the unit moved to.</summary>
    public List<long> Places()
    {
        var reader = new ByteReader(_postings.Positions[_bytesRead..]);
        for (; _postingsRead < _posting; _postingsRead++)
        {
            for (var field = 0; field < part.Fields; field++) reader.SkipNumbers(_postings.Frequency(field, _postingsRead));
        }

        _bytesRead += reader.Position;
        var places = new List<long>();
        for (var field = 0; field < part.Fields; field++)
        {
            var place = (long)field << 32;
            for (var left = _postings.Frequency(field, _posting); left > 0; left--) places.Add(place += reader.ReadNumber());
        }

        return places;
    }
}

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>A term of a text. Its spans are the analyser's own buffers: they hold until the sink returns.</summary>
/// <param name="bytes">What is indexed: folded, stemmed, UTF-8, never empty, at most <see cref="MostBytes"/> long.</param>
/// <param name="word">The folded word before its ending was cut; a whole code or a character pair as it is.</param>
/// <param name="position">Of the word in the text, ascending; terms of one word share it.</param>
/// <param name="start">Of the word in the text, in characters.</param>
/// <param name="length">Of the word in the text, in characters.</param>
internal readonly ref struct IndexTerm(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> word, TermKind kind, int position, int start, int length)
{
    public const int MostBytes = 256;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public ReadOnlySpan<char> Word { get; } = word;

    public TermKind Kind { get; } = kind;

    public int Position { get; } = position;

    public int Start { get; } = start;

    public int Length { get; } = length;
}

/// <summary>Takes the terms of a text, in order of position.</summary>
internal interface ITermSink
{
    void Add(scoped IndexTerm term);
}

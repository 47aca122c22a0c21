namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>An unbroken piece of a run: letters, digits and their marks.</summary>
internal struct Segment
{
    /// <summary>In the run's folded characters.</summary>
    public int Start;
    public int Length;

    /// <summary>In the text.</summary>
    public int SourceStart;
    public int SourceLength;

    /// <summary>What joins it to the segment before: one of - . , ' / _ &amp; a space that groups digits, or <see cref="TextRun.Break"/>.</summary>
    public char Joint;
    public bool HasLetter;
    public bool HasDigit;

    /// <summary>Whether a letter was written with two dots, a ring or a stroke, which is also spelled with a second vowel.</summary>
    public bool HasUmlaut;

    public readonly int End => Start + Length;

    public readonly int SourceEnd => SourceStart + SourceLength;

    public readonly bool IsNumber => HasDigit && !HasLetter;
}

using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Extractive;

/// <summary>A word or number of a text.</summary>
/// <param name="Text">As written.</param>
/// <param name="Stem">Lower-cased, stemmed, numbers without separators and in digits: what is compared.</param>
/// <param name="Start">Offset in the text.</param>
internal readonly record struct Term(string Text, string Stem, int Start)
{
    public bool IsNumber => Stem.All(c => char.IsAsciiDigit(c) || c == '.');

    public bool IsStopWord => StopWords.Contains(Text);

    /// <summary>Written like a name: a capital first, or a digit or a second capital inside.</summary>
    public bool LooksLikeName => char.IsUpper(Text[0]) || Text.AsSpan(1).ContainsAnyInRange('A', 'Z');

    public bool IsYear => Stem.Length == 4 && int.TryParse(Stem, out var year) && year is >= 1900 and < 2100;
}

using System.Collections.Frozen;
using RagDocs.Retrieval.Lexical.Analysis.Stemming;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// What German and Dutch compound words are made of, as stems: a list of some hundred words of work, law and trade that is part of the program, and
/// the nouns of the document at hand. Nothing of other documents: what a document's terms are must not depend on what else was indexed, or when.
/// </summary>
internal sealed class CompoundParts
{
    private const char Whole = '=';

    private static readonly CompoundList German = new("parts-de.txt", Language.German);
    private static readonly CompoundList Dutch = new("parts-nl.txt", Language.Dutch);

    private readonly HashSet<string> _learnt = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _isLearnt;

    public CompoundParts() => _isLearnt = _learnt.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Null for languages that write compounds in several words.</summary>
    public static CompoundList? ListOf(Language language) => language switch
    {
        Language.German => German,
        Language.Dutch => Dutch,
        _ => null,
    };

    public void Forget() => _learnt.Clear();

    public void Learn(ReadOnlySpan<char> stem)
    {
        if (!_isLearnt.Contains(stem)) _isLearnt.Add(stem);
    }

    public bool Knows(ReadOnlySpan<char> stem) => _isLearnt.Contains(stem);

    /// <summary>The list of a language: parts, and words that look like compounds and are not (marked with = in the file).</summary>
    internal sealed class CompoundList
    {
        private readonly FrozenSet<string> _parts;
        private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _isPart;
        private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _isWhole;

        public CompoundList(string file, Language language)
        {
            var words = WordList.Read(file);
            _parts = words.Where(word => word[0] != Whole).Select(word => Stem(word, language)).ToFrozenSet(StringComparer.Ordinal);
            _isPart = _parts.GetAlternateLookup<ReadOnlySpan<char>>();
            _isWhole = words.Where(word => word[0] == Whole).Select(word => Stem(word[1..], language)).ToFrozenSet(StringComparer.Ordinal)
                .GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public bool IsPart(ReadOnlySpan<char> stem) => _isPart.Contains(stem);

        public bool IsWhole(ReadOnlySpan<char> stem) => _isWhole.Contains(stem);

        private static string Stem(string word, Language language)
        {
            Span<char> letters = stackalloc char[128];
            var folded = WordList.Fold(word);
            folded.CopyTo(letters);
            var length = language == Language.German ? GermanSpelling.Fold(letters, folded.Length) : folded.Length;
            return letters[..Stemmers.Stem(language, letters, length)].ToString();
        }
    }
}

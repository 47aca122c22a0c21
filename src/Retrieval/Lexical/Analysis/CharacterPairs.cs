using System.Text;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// Text of scripts without spaces as overlapping pairs of characters, a lone one as itself (the usual choice where no dictionary is at hand:
/// J. Y. Nie et al., On the use of words and n-grams for Chinese information retrieval, IRAL 2000).
/// </summary>
internal ref struct CharacterPairs(ReadOnlySpan<char> text, int at)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at = at;

    /// <summary>Where the next character is looked for.</summary>
    public readonly int At => _at;

    /// <summary>The next character of the script, folded and composed; false at the run's end.</summary>
    public bool Next(out string folded, out int start)
    {
        start = _at;
        folded = "";
        while (_at < _text.Length && folded.Length == 0)
        {
            var kind = CharacterKinds.Of(_text[_at]);
            var width = 1;
            if (kind == CharacterKind.Surrogate && TextRun.KindOfRune(_text, _at, out var rune) == CharacterKind.Pair)
            {
                folded = Folding.Of(rune);
                width = 2;
            }
            else if (kind == CharacterKind.Pair)
            {
                folded = Folding.Of(_text[_at]);
            }
            else if (kind != CharacterKind.Ignored)
            {
                return false;
            }

            if (folded.Length > 0) start = _at;
            _at += width;
        }

        if (folded.Length == 1) folded = Compose(folded);
        return folded.Length > 0;
    }

    /// <summary>Voiced kana of half width and Hangul in single letters are written as two and three characters.</summary>
    private string Compose(string first)
    {
        if (_at >= _text.Length || !(first[0] is (>= '\u3040' and <= '\u30ff') or (>= '\u1100' and <= '\u1112'))) return first;
        Span<char> parts = [first[0], '\0', '\0'];
        var count = 1;
        while (count < parts.Length && _at < _text.Length
            && _text[_at] is '\u3099' or '\u309a' or '\uff9e' or '\uff9f' or (>= '\u1161' and <= '\u11c2'))
        {
            parts[count++] = _text[_at++] switch { '\uff9e' => '\u3099', '\uff9f' => '\u309a', var c => c };
        }

        return count == 1 ? first : new string(parts[..count]).Normalize(NormalizationForm.FormC);
    }
}

namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>A word on its way through the English stemmer; a y that is a consonant is written Y meanwhile.</summary>
internal ref struct EnglishWord
{
    private readonly Span<char> _word;
    private int _length;

    public EnglishWord(Span<char> word, int length)
    {
        _word = word;
        _length = length;
        for (var i = 0; i < length; i++)
        {
            if (word[i] == 'y' && (i == 0 || IsVowel(word[i - 1]))) word[i] = 'Y';
        }

        R1 = Letters.StartsWith("gener") || Letters.StartsWith("arsen") ? 5 : Letters.StartsWith("commun") ? 6 : RegionAfter(0);
        R2 = RegionAfter(R1);
    }

    /// <summary>Where the part after the first syllable begins, and after the second.</summary>
    public int R1 { get; }

    public int R2 { get; }

    public readonly int Length => _length;

    public readonly ReadOnlySpan<char> Letters => _word[.._length];

    public readonly char Last => _word[_length - 1];

    public readonly bool EndsWith(string ending) => Letters.EndsWith(ending);

    public void Replace(int ending, string replacement)
    {
        replacement.CopyTo(_word[(_length - ending)..]);
        _length += replacement.Length - ending;
    }

    /// <summary>Step 1a.</summary>
    public void StripPlural()
    {
        if (EndsWith("sses")) Replace(2, "");
        else if (EndsWith("ied") || EndsWith("ies")) Replace(_length > 4 ? 2 : 1, "");
        else if (Last == 's' && !EndsWith("us") && !EndsWith("ss") && HasVowel(_length - 2)) Replace(1, "");
    }

    /// <summary>Step 1b.</summary>
    public void StripPastAndGerund()
    {
        var ee = EndsWith("eedly") ? 5 : EndsWith("eed") ? 3 : 0;
        if (ee > 0)
        {
            if (_length - ee >= R1) Replace(ee, "ee");
            return;
        }

        var ending = EndsWith("ingly") ? 5 : EndsWith("edly") ? 4 : EndsWith("ing") ? 3 : EndsWith("ed") ? 2 : 0;
        if (ending == 0 || !HasVowel(_length - ending)) return;
        Replace(ending, "");
        if (EndsWith("at") || EndsWith("bl") || EndsWith("iz")) Replace(0, "e");
        else if (_length > 1 && Last == _word[_length - 2] && Last is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't') Replace(1, "");
        else if (_length <= R1 && EndsInShortSyllable(_length)) Replace(0, "e");
    }

    /// <summary>Step 1c.</summary>
    public readonly void YToI()
    {
        if (_length > 2 && Last is 'y' or 'Y' && !IsVowel(_word[_length - 2])) _word[_length - 1] = 'i';
    }

    /// <summary>Step 5.</summary>
    public void StripFinalEOrL()
    {
        if (Last == 'e' && (_length - 1 >= R2 || (_length - 1 >= R1 && !EndsInShortSyllable(_length - 1)))) Replace(1, "");
        else if (Last == 'l' && _length - 1 >= R2 && _length > 1 && _word[_length - 2] == 'l') Replace(1, "");
    }

    public readonly int Finish()
    {
        for (var i = 0; i < _length; i++)
        {
            if (_word[i] == 'Y') _word[i] = 'y';
        }

        return _length;
    }

    private readonly int RegionAfter(int from)
    {
        for (var i = from + 1; i < _length; i++)
        {
            if (IsVowel(_word[i - 1]) && !IsVowel(_word[i])) return i + 1;
        }

        return _length;
    }

    private readonly bool HasVowel(int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (IsVowel(_word[i])) return true;
        }

        return false;
    }

    private readonly bool EndsInShortSyllable(int length)
    {
        if (length == 2) return IsVowel(_word[0]) && !IsVowel(_word[1]);
        return length >= 3 && !IsVowel(_word[length - 3]) && IsVowel(_word[length - 2])
            && !IsVowel(_word[length - 1]) && _word[length - 1] is not ('w' or 'x' or 'Y');
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}

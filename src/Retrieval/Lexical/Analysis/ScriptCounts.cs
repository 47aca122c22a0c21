namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>How many letters of a text belong to the scripts that tell a language.</summary>
internal struct ScriptCounts
{
    private int _latin;
    private int _cyrillic;
    private int _han;
    private int _kana;
    private int _hangul;
    private int _thai;

    /// <summary>A character of these scripts says as much as several Latin letters do.</summary>
    private const int Weight = 3;

    public static ScriptCounts Of(ReadOnlySpan<char> text)
    {
        var counts = default(ScriptCounts);
        foreach (var c in text)
        {
            switch (c)
            {
                case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '\u00c0' and <= '\u024f'): counts._latin++; break;
                case >= '\u0400' and <= '\u052f': counts._cyrillic++; break;
                case (>= '\u3040' and <= '\u30ff') or (>= '\uff66' and <= '\uff9f'): counts._kana++; break;
                case (>= '\u3400' and <= '\u9fff') or (>= '\uf900' and <= '\ufaff'): counts._han++; break;
                case >= '\uac00' and <= '\ud7a3': counts._hangul++; break;
                case >= '\u0e00' and <= '\u0e7f': counts._thai++; break;
            }
        }

        return counts;
    }

    /// <summary>Null when most letters are Latin, or of a script that no rule is known for.</summary>
    public readonly Language? Language
    {
        get
        {
            var eastern = _han + _kana;
            if (_cyrillic > Math.Max(_latin, eastern)) return Analysis.Language.Russian;
            if (_hangul * Weight > _latin && _hangul > eastern) return Analysis.Language.Korean;
            if (_thai * Weight > _latin && _thai > eastern) return Analysis.Language.Thai;
            if (eastern * Weight <= _latin || eastern == 0) return null;
            return _kana * 10 > eastern ? Analysis.Language.Japanese : Analysis.Language.Chinese;
        }
    }
}

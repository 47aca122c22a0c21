using System.Text;
using RagDocs.Retrieval.Lexical.Analysis.Stemming;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// Turns text into index terms: words folded and stemmed, numbers and codes whole and in parts, pairs of characters. Questions and documents go
/// through the same code, so the same word gives the same term. Keeps buffers: one analyser a thread. Never throws, whatever the text.
/// </summary>
internal sealed class Analyzer
{
    private const int MostLetters = 64;
    private const int MostJoined = 6;

    private readonly TextRun _run = new();
    private readonly char[] _word = new char[MostLetters * 2];
    private readonly char[] _joined = new char[MostLetters];
    private readonly byte[] _bytes = new byte[IndexTerm.MostBytes];
    private readonly char[] _compound = new char[MostLetters];
    private readonly CompoundParts _parts = new();
    private readonly CompoundSplitter _splitter;
    private Language _language;
    private bool _splits;

    public Analyzer() => _splitter = new CompoundSplitter(_parts);

    /// <summary>Whose endings are cut from here on; <see cref="Begin"/> sets it for a document.</summary>
    public Language Language
    {
        get => _language;
        set
        {
            _language = Stemmers.Family(value);
            _splits = CompoundParts.ListOf(_language) is not null;
        }
    }

    /// <summary>
    /// Before a document's texts are analysed: guesses their language and learns from all of them what its compound words are made of.
    /// </summary>
    /// <returns>The language, for the index's <see cref="LanguageSet"/>.</returns>
    public Language Begin(IReadOnlyList<string> texts)
    {
        var guess = LanguageGuess.Of(texts);
        Language = guess;
        _parts.Forget();
        if (!_splits) return guess;
        _splits = false;
        foreach (var text in texts)
        {
            var nouns = new LearntNouns(text, _parts, _language);
            Analyze(text, 0, ref nouns);
        }

        _splits = true;
        return guess;
    }

    /// <summary>Gives the text's terms to the sink, the first at a position; returns the position after the last.</summary>
    public int Analyze<TSink>(ReadOnlySpan<char> text, int position, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        var at = 0;
        while (at < text.Length)
        {
            switch (CharacterKinds.Of(text[at]))
            {
                case CharacterKind.Letter or CharacterKind.Digit:
                    at = EmitRun(text, at, ref position, ref sink);
                    break;
                case CharacterKind.Pair:
                    at = EmitPairs(text, at, ref position, ref sink);
                    break;
                case CharacterKind.Surrogate when TextRun.KindOfRune(text, at, out _) is var kind && kind != CharacterKind.Separator:
                    at = kind == CharacterKind.Pair ? EmitPairs(text, at, ref position, ref sink)
                        : kind == CharacterKind.Mark ? at + 2 : EmitRun(text, at, ref position, ref sink);
                    break;
                default:
                    at++;
                    break;
            }
        }

        return position;
    }

    private int EmitRun<TSink>(ReadOnlySpan<char> text, int at, ref int position, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        at = _run.Read(text, at);
        if (_run.Count == 1)
        {
            if (_run.Segments[0] is { Length: 1, HasLetter: true } && ProgrammingSign(text, at) is { Length: > 0 } sign) return EmitSigned(sign, at, ref position, ref sink);
            EmitWord(_run.Segments[0], ref position, ref sink);
            return at;
        }

        if (_run.HasApostrophe) Apostrophes.Resolve(_run);
        Figures.Join(_run);
        var first = 0;
        for (var i = 1; i <= _run.Count; i++)
        {
            if (i < _run.Count && _run.Segments[i].Joint != TextRun.Break) continue;
            EmitJoined(first, i, ref position, ref sink);
            first = i;
        }

        return at;
    }

    /// <summary>The words of a joined code, and after the first of them the whole.</summary>
    private void EmitJoined<TSink>(int first, int end, ref int position, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        var start = position;
        EmitWord(_run.Segments[first], ref position, ref sink);
        if (end == first + 1) return;
        var length = Joined(first, end, out var stemmed);
        var source = _run.Segments[first].SourceStart;
        if (length > 0) Emit(_joined.AsSpan(0, length), stemmed, TermKind.Joined, start, source, _run.Segments[end - 1].SourceEnd - source, ref sink);
        for (var i = first + 1; i < end; i++) EmitWord(_run.Segments[i], ref position, ref sink);
    }

    /// <summary>A code without its joints (iso9001, email), figures with one sort of joint (2019-2020), R&amp;D with its own; 0 for what is no code.</summary>
    private int Joined(int first, int end, out bool stemmed)
    {
        var segments = _run.Segments.AsSpan(first, end - first);
        var figures = true;
        var letters = true;
        var ampersand = false;
        var length = segments.Length;
        foreach (ref readonly var segment in segments)
        {
            figures &= segment.IsNumber;
            letters &= !segment.HasDigit;
            length += segment.Length;
        }

        foreach (ref readonly var segment in segments[1..]) ampersand |= segment.Joint == '&';

        stemmed = letters && !ampersand;
        // state-of-the-art is words side by side, no code.
        if (length > _joined.Length || segments.Length > MostJoined || (letters && segments.Length > 3)) return 0;
        var used = 0;
        foreach (ref readonly var segment in segments)
        {
            if (used > 0 && (figures || ampersand)) _joined[used++] = ampersand ? '&' : '-';
            _run.Text(segment).CopyTo(_joined.AsSpan(used));
            used += segment.Length;
        }

        return used;
    }

    private void EmitWord<TSink>(in Segment segment, ref int position, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        if (segment.Length == 0) return;
        var word = Cut(_run.Text(segment));
        Emit(word, !segment.HasDigit, TermKind.Word, position, segment.SourceStart, segment.SourceLength, ref sink);
        if (_splits && !segment.HasDigit) EmitParts(segment, word, position, ref sink);
        if (segment.HasDigit && segment.HasLetter) EmitLettersAndDigits(segment, word, position, ref sink);
        if (segment.HasUmlaut && _language != Language.German)
        {
            Span<char> spelled = stackalloc char[MostLetters];
            var length = _run.SpellOut(segment, spelled);
            Emit(spelled[..length], !segment.HasDigit, TermKind.Spelling, position, segment.SourceStart, segment.SourceLength, ref sink);
        }

        position++;
    }

    /// <summary>Of a compound.</summary>
    private void EmitParts<TSink>(in Segment segment, scoped ReadOnlySpan<char> word, int position, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        word.CopyTo(_compound);
        var length = _language == Language.German ? GermanSpelling.Fold(_compound, word.Length) : word.Length;
        foreach (var (start, letters) in _splitter.Split(_compound.AsSpan(0, length), _language))
        {
            Emit(_compound.AsSpan(start, letters), stemmed: true, TermKind.Part, position, segment.SourceStart, segment.SourceLength, ref sink);
        }
    }

    /// <summary>FY2022 is also found by 2022, 100mm by 100: two letters and two figures at least, so 3M and E14 stay whole.</summary>
    private void EmitLettersAndDigits<TSink>(in Segment segment, scoped ReadOnlySpan<char> word, int position, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        var turn = 1;
        while (turn < word.Length && char.IsDigit(word[turn]) == char.IsDigit(word[0])) turn++;
        if (turn < 2 || word.Length - turn < 2) return;
        for (var i = turn + 1; i < word.Length; i++)
        {
            if (char.IsDigit(word[i]) != char.IsDigit(word[turn])) return;
        }

        Emit(word[..turn], !char.IsDigit(word[0]), TermKind.Part, position, segment.SourceStart, segment.SourceLength, ref sink);
        Emit(word[turn..], char.IsDigit(word[0]), TermKind.Part, position, segment.SourceStart, segment.SourceLength, ref sink);
    }

    private int EmitPairs<TSink>(ReadOnlySpan<char> text, int at, ref int position, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        var characters = new CharacterPairs(text, at);
        characters.Next(out var one, out var start);
        var any = false;
        while (characters.Next(out var two, out var next))
        {
            one.CopyTo(_word);
            two.CopyTo(_word.AsSpan(one.Length));
            Send(_word.AsSpan(0, one.Length + two.Length), [], TermKind.Word, position++, start, characters.At - start, ref sink);
            (one, start, any) = (two, next, true);
        }

        if (!any && one.Length > 0) Send(one, [], TermKind.Word, position++, start, characters.At - start, ref sink);
        return Math.Max(characters.At, at + 1);
    }

    /// <summary>C# and C++ are not the letter C.</summary>
    private static string ProgrammingSign(ReadOnlySpan<char> text, int at)
    {
        var sign = text[at..] is ['#', ..] ? "#" : text[at..] is ['+', '+', ..] ? "++" : "";
        return sign.Length > 0 && at + sign.Length < text.Length && TextRun.StartsSegment(text, at + sign.Length) ? "" : sign;
    }

    private int EmitSigned<TSink>(string sign, int at, ref int position, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        _joined[0] = _run.Folded[_run.Segments[0].Start];
        sign.CopyTo(_joined.AsSpan(1));
        Emit(_joined.AsSpan(0, 1 + sign.Length), stemmed: false, TermKind.Word, position++, _run.Segments[0].SourceStart, 1 + sign.Length, ref sink);
        return at + sign.Length;
    }

    private void Emit<TSink>(scoped ReadOnlySpan<char> word, bool stemmed, TermKind kind, int position, int start, int length, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        if (!stemmed)
        {
            Send(word, word, kind, position, start, length, ref sink);
            return;
        }

        word.CopyTo(_word);
        var letters = _language == Language.German ? GermanSpelling.Fold(_word, word.Length) : word.Length;
        letters = Stemmers.Stem(_language, _word, letters);
        Send(_word.AsSpan(0, letters), word, kind, position, start, length, ref sink);
    }

    private void Send<TSink>(scoped ReadOnlySpan<char> term, scoped ReadOnlySpan<char> word, TermKind kind, int position, int start, int length, ref TSink sink)
        where TSink : ITermSink, allows ref struct
    {
        var bytes = Encoding.UTF8.GetBytes(term, _bytes);
        sink.Add(new IndexTerm(_bytes.AsSpan(0, bytes), word.Length > 0 ? word : term, kind, position, start, length));
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> word) =>
        word.Length <= MostLetters ? word : word[..(char.IsHighSurrogate(word[MostLetters - 1]) ? MostLetters - 1 : MostLetters)];
}

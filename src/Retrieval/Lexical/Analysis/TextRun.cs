using System.Text;

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// A run of a text between two limits, folded: one word, or words and figures with joints between them. Segments lie in
/// <see cref="Folded"/> one after the other without their joints, so a joined code is a slice of it.
/// </summary>
internal sealed class TextRun
{
    public const int MostSegments = 64;
    private const int MostCharacters = 2048;

    /// <summary>A superscript figure after more letters than a unit of measure has is the mark of a footnote.</summary>
    private const int LongestUnit = 3;

    /// <summary>The joint of the first segment, and of one that has nothing to do with the one before.</summary>
    public const char Break = '\n';

    // The second half is for figures written anew.
    public readonly char[] Folded = new char[(MostCharacters + 64) * 2];
    public readonly Segment[] Segments = new Segment[MostSegments];

    // In Folded, ascending: where a vowel had two dots, a ring or a stroke.
    private readonly List<int> _umlauts = [];
    private int _used;
    private int _written;

    public int Count { get; private set; }

    public bool HasApostrophe { get; private set; }

    /// <summary>Reads the run that begins at a letter or digit; returns where it ends.</summary>
    public int Read(ReadOnlySpan<char> text, int at)
    {
        Count = 0;
        _used = 0;
        _written = Folded.Length / 2;
        _umlauts.Clear();
        HasApostrophe = false;
        var joint = Break;
        while (true)
        {
            at = ReadSegment(text, at, joint);
            if (at >= text.Length || Count == MostSegments || _used >= MostCharacters) return at;
            if (CharacterKinds.Of(text[at]) != CharacterKind.Joint) return at;
            var next = SkipIgnored(text, at + 1);
            if (next >= text.Length || !StartsSegment(text, next)) return at;
            joint = CharacterKinds.JointOf(text[at]);
            if (joint == ' ' && !(char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[next]))) return at;
            HasApostrophe |= joint == '\'';
            at = next;
        }
    }

    public ReadOnlySpan<char> Text(in Segment segment) => Folded.AsSpan(segment.Start, segment.Length);

    public void Remove(int index)
    {
        Segments.AsSpan(index + 1, Count - index - 1).CopyTo(Segments.AsSpan(index));
        Count--;
    }

    /// <summary>The segment with other characters: an integer, and a point and more where there is more. Without room, as it was.</summary>
    public Segment Write(Segment segment, ReadOnlySpan<char> integer, ReadOnlySpan<char> afterPoint)
    {
        if (integer.Length + 1 + afterPoint.Length > Folded.Length - _written) return segment;
        segment.Start = _written;
        integer.CopyTo(Folded.AsSpan(_written));
        _written += integer.Length;
        if (afterPoint.Length > 0)
        {
            Folded[_written++] = '.';
            afterPoint.CopyTo(Folded.AsSpan(_written));
            _written += afterPoint.Length;
        }

        segment.Length = _written - segment.Start;
        return segment;
    }

    /// <summary>The slice with a second vowel after each umlaut: mueller, aarhus.</summary>
    public int SpellOut(in Segment segment, Span<char> into)
    {
        var length = 0;
        for (var i = segment.Start; i < segment.End && length + 2 <= into.Length; i++)
        {
            into[length++] = Folded[i];
            if (_umlauts.Contains(i)) into[length++] = 'e';
            else if (_umlauts.Contains(~i)) into[length++] = 'a';
        }

        return length;
    }

    private static int SkipIgnored(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && CharacterKinds.Of(text[at]) == CharacterKind.Ignored) at++;
        return at;
    }

    public static bool StartsSegment(ReadOnlySpan<char> text, int at) => CharacterKinds.Of(text[at]) switch
    {
        CharacterKind.Letter or CharacterKind.Digit => true,
        CharacterKind.Surrogate => KindOfRune(text, at, out _) is CharacterKind.Letter or CharacterKind.Digit,
        _ => false,
    };

    /// <summary>Of the character at a surrogate; a lone one is a separator.</summary>
    public static CharacterKind KindOfRune(ReadOnlySpan<char> text, int at, out Rune rune)
    {
        if (Rune.DecodeFromUtf16(text[at..], out rune, out _) != System.Buffers.OperationStatus.Done) return CharacterKind.Separator;
        return CharacterKinds.KindOf(Rune.GetUnicodeCategory(rune), rune.Value);
    }

    private int ReadSegment(ReadOnlySpan<char> text, int at, char joint)
    {
        ref var segment = ref Segments[Count++];
        segment = new Segment { Start = _used, SourceStart = at, Joint = joint };
        for (; at < text.Length && _used < MostCharacters; at++)
        {
            var c = text[at];
            if ((uint)((c | 0x20) - 'a') <= 'z' - 'a')
            {
                Folded[_used++] = (char)(c | 0x20);
                segment.HasLetter = true;
                continue;
            }

            if ((uint)(c - '0') <= 9)
            {
                Folded[_used++] = c;
                segment.HasDigit = true;
                continue;
            }

            if (c < 0x80 || !Append(text, ref at, ref segment)) break;
        }

        segment.Length = _used - segment.Start;
        segment.SourceLength = at - segment.SourceStart;
        return at;
    }

    /// <summary>Appends a character that is not ASCII; false when it does not belong to the segment.</summary>
    private bool Append(ReadOnlySpan<char> text, ref int at, ref Segment segment)
    {
        var c = text[at];
        var kind = CharacterKinds.Of(c);
        switch (kind)
        {
            case CharacterKind.Ignored:
                return true;
            case CharacterKind.Superscript:
                if (segment.HasLetter && !segment.HasDigit && _used - segment.Start > LongestUnit) return false;
                kind = CharacterKind.Digit;
                break;
            case CharacterKind.Surrogate:
                kind = KindOfRune(text, at, out var rune);
                if (kind is not (CharacterKind.Letter or CharacterKind.Digit or CharacterKind.Mark)) return false;
                Append(Folding.Of(rune), kind, ref segment);
                at++;
                return true;
            case CharacterKind.Mark when _used > segment.Start && IsComposing(c, ref segment):
                return true;
            case CharacterKind.Letter or CharacterKind.Digit or CharacterKind.Mark:
                break;
            default:
                return false;
        }

        Append(Folding.Of(c), kind, ref segment);
        if (c is 'ä' or 'ö' or 'ü' or 'Ä' or 'Ö' or 'Ü' or 'ø' or 'Ø') MarkUmlaut(_used - 1, ref segment);
        else if (c is 'å' or 'Å') MarkUmlaut(~(_used - 1), ref segment);
        return true;
    }

    /// <summary>Letters written as base and mark (Unicode form D) that do not simply lose it: й, and the umlauts' second spelling.</summary>
    private bool IsComposing(char mark, ref Segment segment)
    {
        ref var last = ref Folded[_used - 1];
        if (mark == '\u0306' && last == 'и') last = 'й';
        else if (mark == '\u0308' && last is 'a' or 'o' or 'u') MarkUmlaut(_used - 1, ref segment);
        else if (mark == '\u030a' && last == 'a') MarkUmlaut(~(_used - 1), ref segment);
        else return false;
        return true;
    }

    private void MarkUmlaut(int at, ref Segment segment)
    {
        _umlauts.Add(at);
        segment.HasUmlaut = true;
    }

    private void Append(string folded, CharacterKind kind, ref Segment segment)
    {
        folded.CopyTo(Folded.AsSpan(_used));
        _used += folded.Length;
        if (folded.Length == 0) return;
        if (kind == CharacterKind.Digit || char.IsAsciiDigit(folded[0])) segment.HasDigit = true;
        else segment.HasLetter = true;
    }
}

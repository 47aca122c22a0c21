using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Rtf;

/// <summary>Follows the control words of an RTF file (specification 1.9.1) and hands its text on. Groups are kept on a list, not on the stack.</summary>
internal sealed class RtfInterpreter(RtfTokenizer tokens, RtfParagraphs paragraphs)
{
    private const int DeepestGroup = 2_000;
    private const int MostPendingBytes = 4_096;
    private const int DefaultFallback = 1;

    private readonly RtfFonts _fonts = new();
    private readonly Stack<RtfGroup> _outer = new();
    private readonly List<byte> _bytes = [];
    private readonly StringBuilder _name = new();
    private RtfGroup _group = new(RtfDestination.Body, 0, DefaultFallback, false);
    private bool _isGroupStart;
    private bool _isIgnorable;
    private int _fallback;
    private int _style;
    private int? _styleOutline;
    private int _fontBeingDefined;

    /// <summary>Reads to the end.</summary>
    /// <returns>False when the file ends inside a group: it is cut off.</returns>
    public bool Run(CancellationToken cancellationToken)
    {
        for (var count = 0; ; count++)
        {
            if ((count & 0xFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            var token = tokens.Next();
            switch (token.Kind)
            {
                case RtfTokenKind.End:
                    Flush();
                    paragraphs.End();
                    return _outer.Count == 0;
                case RtfTokenKind.GroupStart:
                    Begin();
                    break;
                case RtfTokenKind.GroupEnd:
                    End();
                    break;
                case RtfTokenKind.Byte:
                    Byte((byte)token.Number!.Value);
                    break;
                case RtfTokenKind.Symbol:
                    Symbol(token.Name[0]);
                    break;
                default:
                    Word(token.Name, token.Number);
                    break;
            }
        }
    }

    private void Begin()
    {
        Flush();
        if (_outer.Count == DeepestGroup)
            throw new DocumentReadException(DocumentState.Refused, $"The file was refused because its groups are nested more than {DeepestGroup:N0} deep, which no program writes.");
        _outer.Push(_group);
        (_isGroupStart, _isIgnorable, _fallback) = (true, false, 0);
    }

    private void End()
    {
        Flush();
        _fallback = 0;
        _isGroupStart = false;
        if (_group.Destination == RtfDestination.StyleSheet) EndStyle();
        if (!_outer.TryPop(out var outer)) return;
        if (_group.Destination == RtfDestination.Footnote && outer.Destination != RtfDestination.Footnote) paragraphs.EndNote();
        _group = outer;
    }

    private void Byte(byte b)
    {
        _isGroupStart = false;
        if (_fallback > 0)
        {
            _fallback--;
            return;
        }

        if (_group.IsHidden || _group.Destination == RtfDestination.Skipped) return;
        _bytes.Add(b);
        if (_bytes.Count == MostPendingBytes) Flush();
    }

    private void Symbol(char symbol)
    {
        if (symbol == '*')
        {
            _isIgnorable = _isGroupStart;
            return;
        }

        _isGroupStart = false;
        switch (symbol)
        {
            case '\\' or '{' or '}':
                Byte((byte)symbol);
                break;
            case '~':
                Append(' ');
                break;
            case '_':
                Append('-');
                break;
            case '\r' or '\n':
                Word("par", null);
                break;
        }
    }

    private void Word(string word, int? number)
    {
        if (_isGroupStart && RtfGroup.Opened(word, _isIgnorable) is { } destination)
        {
            var isInside = _group.Destination is RtfDestination.Skipped || destination == RtfDestination.Title && _group.Destination != RtfDestination.Info;
            if (!isInside) _group = _group with { Destination = destination };
            if (destination == RtfDestination.Title && isInside) _group = _group with { Destination = RtfDestination.Skipped };
        }

        _isGroupStart = false;
        if (word == "bin")
        {
            tokens.Skip(Math.Max(0, number ?? 0));
            return;
        }

        if (word == "u")
        {
            Flush();
            if (_fallback == 0 && number is { } unit) AppendUnit((char)(ushort)unit);
            _fallback = _group.FallbackLength;
            return;
        }

        Flush();
        if (_group.Destination == RtfDestination.Skipped) return;
        Formatting(word, number);
    }

    private void Formatting(string word, int? number)
    {
        switch (word)
        {
            case "uc":
                _group = _group with { FallbackLength = Math.Clamp(number ?? 1, 0, 100) };
                break;
            case "f":
                if (_group.Destination == RtfDestination.FontTable) _fontBeingDefined = number ?? 0;
                _group = _group with { Font = number ?? 0 };
                break;
            case "fcharset":
                _fonts.SetCharset(_fontBeingDefined, number ?? 0);
                break;
            case "cpg" when _group.Destination == RtfDestination.FontTable:
                _fonts.SetCodePage(_fontBeingDefined, number ?? 0);
                break;
            case "ansicpg":
                _fonts.SetDefault(number ?? 0);
                break;
            case "mac":
                _fonts.SetDefault(10000);
                break;
            case "pc":
                _fonts.SetDefault(437);
                break;
            case "pca":
                _fonts.SetDefault(850);
                break;
            case "v" or "deleted":
                _group = _group with { IsHidden = number != 0 };
                break;
            case "plain":
                _group = _group with { IsHidden = false };
                break;
            case "s":
                _style = number ?? 0;
                if (_group.Destination == RtfDestination.Body) paragraphs.SetStyle(_style);
                break;
            case "outlinelevel":
                if (_group.Destination == RtfDestination.StyleSheet) _styleOutline = number;
                else paragraphs.SetOutline(number ?? 9);
                break;
            default:
                if (_group.Destination is RtfDestination.Body or RtfDestination.Footnote or RtfDestination.ListMarker or RtfDestination.Title) Layout(word);
                break;
        }
    }

    private void Layout(string word)
    {
        var isBody = _group.Destination == RtfDestination.Body;
        switch (word)
        {
            case "par" or "sect" or "page" or "column" when isBody:
                paragraphs.EndParagraph();
                break;
            case "pard" when isBody:
                paragraphs.Reset();
                break;
            case "intbl" when isBody:
                paragraphs.EnterTable();
                break;
            case "cell" when isBody:
                paragraphs.EndCell();
                break;
            case "row" when isBody:
                paragraphs.EndRow();
                break;
            case "par" or "tab" or "nestcell" or "emspace" or "enspace" or "qmspace":
                Append(' ');
                break;
            case "line" or "softline":
                Append('\n');
                break;
            default:
                if (Sign(word) is { } sign) Append(sign);
                break;
        }
    }

    private static char? Sign(string word) => word switch
    {
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        _ => null,
    };

    private void Append(char c)
    {
        Flush();
        if (_fallback > 0) _fallback--;
        else AppendUnit(c);
    }

    private void AppendUnit(char c)
    {
        if (!_group.IsHidden) paragraphs.Target(_group.Destination)?.Append(c);
    }

    /// <summary>Turns the bytes so far into text, now that what follows may be in another code page or place.</summary>
    private void Flush()
    {
        if (_bytes.Count == 0) return;
        var text = _fonts.Of(_group.Font).GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes));
        _bytes.Clear();
        if (_group.Destination == RtfDestination.StyleSheet && _name.Length < 200) _name.Append(text);
        paragraphs.Target(_group.Destination)?.Append(text);
        paragraphs.Bound();
    }

    private void EndStyle()
    {
        var outline = _styleOutline ?? RtfParagraphs.OutlineOf(_name.ToString().TrimEnd(';'));
        if (outline is { } level) paragraphs.DefineStyle(_style, level);
        _name.Clear();
        (_style, _styleOutline) = (0, null);
    }
}

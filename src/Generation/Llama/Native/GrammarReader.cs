using System.Globalization;

namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// Reads GBNF as llama.cpp's parser does (src/llama-grammar.cpp), groups and repetitions turned into rules of their own, to see what the parser
/// would make of it. What is wrong is said here, with the place: native code writes the whole grammar to standard error.
/// </summary>
internal sealed class GrammarReader
{
    private const int MostRepetitions = 2000;
    private const int MostElements = 200_000;
    private const int MostNamed = 1000;
    private const int MostDepth = 100;
    private const string Escapes = "trn\\\"[]-";

    private readonly string _text;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<GrammarRule?> _rules = [];
    private int _at;
    private int _elements;

    private GrammarReader(string text) => _text = text;

    private char Here => Ahead(0);

    /// <exception cref="BadRequestException">What is wrong, and where.</exception>
    public static IReadOnlyList<GrammarRule> Read(string grammar)
    {
        var reader = new GrammarReader(grammar);
        reader.Space(newLines: true);
        while (reader.Here != '\0') reader.Rule();
        if (!reader._names.TryGetValue("root", out var root) || reader._rules[root] is null) throw new BadRequestException("The grammar has no rule named root.");
        foreach (var (name, id) in reader._names)
        {
            if (reader._rules[id] is null) throw new BadRequestException($"The grammar cannot be read: the rule {Shortened(name)} is used and not defined.");
        }

        return [.. reader._rules.Select(rule => rule!)];
    }

    private void Rule()
    {
        var id = IdOf(Name());
        Space(newLines: false);
        if (!(Here == ':' && Ahead(1) == ':' && Ahead(2) == '=')) throw Fault("there should be ::=");
        _at += 3;
        Space(newLines: true);
        Alternatives(id, depth: 0);
        if (Here == '\r' && Ahead(1) == '\n') _at++;
        if (Here is '\r' or '\n') _at++;
        else if (Here != '\0') throw Fault("there should be a new line or the end");
        Space(newLines: true);
    }

    private void Alternatives(int id, int depth)
    {
        if (depth > MostDepth) throw Fault($"parentheses are nested deeper than {MostDepth}");
        List<int[]> alternatives = [Sequence(depth)];
        while (Here == '|')
        {
            _at++;
            Space(newLines: true);
            alternatives.Add(Sequence(depth));
        }

        _rules[id] = new GrammarRule(alternatives);
    }

    private int[] Sequence(int depth)
    {
        var items = new GrammarItems();
        while (true)
        {
            switch (Here)
            {
                case '"': items.Add(GrammarRule.Characters, Literal('"')); break;
                case '[': items.Add(GrammarRule.Characters, Class()); break;
                case '.': _at++; items.Add(GrammarRule.Characters, 1); break;
                case '(': items.Add(Group(depth, out var rules), 1, rules); break;
                case '*': _at++; Repeat(items, 0, null); break;
                case '+': _at++; Repeat(items, 1, null); break;
                case '?': _at++; Repeat(items, 0, 1); break;
                case '{': Braces(items, depth > 0); break;
                case '<' or '!': throw Fault("tokens (<...>) are not taken; write their text in quotes");
                case var c when IsNameCharacter(c): items.Add(IdOf(Name()), 1); break;
                default: return items.ToArray();
            }

            Count(items.LastSize);
            Space(newLines: depth > 0);
        }
    }

    private int Group(int depth, out int rules)
    {
        _at++;
        Space(newLines: true);
        var before = _rules.Count;
        var id = NewRule();
        Alternatives(id, depth + 1);
        rules = _rules.Count - before;
        if (Here != ')') throw Fault("there should be a closing parenthesis");
        _at++;
        return id;
    }

    /// <returns>Characters; 0: an empty text.</returns>
    private int Literal(char end)
    {
        var characters = 0;
        for (_at++; Here != end; characters++) Character();
        _at++;
        return characters;
    }

    private int Class()
    {
        if (Ahead(1) == '^') _at++;
        return Literal(']');
    }

    private void Character()
    {
        if (Here == '\0') throw Fault("the text ends within quotes or brackets");
        if (_text[_at++] != '\\') return;
        var digits = Here switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0 && !Escapes.Contains(Here, StringComparison.Ordinal)) throw Fault("there is no such escape");
        for (_at++; digits > 0; digits--, _at++)
        {
            if (!char.IsAsciiHexDigit(Here)) throw Fault("there should be a hexadecimal digit");
        }
    }

    private void Braces(GrammarItems items, bool newLines)
    {
        _at++;
        Space(newLines);
        var (least, most) = (Number(), (int?)null);
        Space(newLines);
        if (Here == '}')
        {
            most = least;
        }
        else
        {
            if (Here != ',') throw Fault("there should be a comma");
            _at++;
            Space(newLines);
            if (char.IsAsciiDigit(Here)) most = Number();
            Space(newLines);
            if (Here != '}') throw Fault("there should be a closing brace");
        }

        _at++;
        if (most < least) throw Fault("the most is less than the least"); // Native code would count down from 2^64.
        Repeat(items, least, most > MostRepetitions ? null : most);
    }

    /// <summary>S{m,n} is S m times, then n - m rules S' ::= S S'' | nothing; without an end one rule S' ::= S S' | nothing.</summary>
    private void Repeat(GrammarItems items, int least, int? most)
    {
        if (items.LastCount == 0) throw Fault("there is nothing to repeat before this");
        if (!items.CountRules(most is > 0 ? most.Value : Math.Max(least, 1), MostRepetitions)) throw Fault($"a repetition of a repetition may have {MostRepetitions} rules in all");
        var optional = most is null ? 1 : most.Value - least;
        Count((items.LastSize + 1L) * (Math.Max(least - 1, 0) + optional));
        var repeated = items.Last();
        items.SetLast(least);
        var last = -1;
        for (var i = 0; i < optional; i++)
        {
            var id = NewRule();
            int[] rest = most is null ? [id] : last >= 0 ? [last] : [];
            _rules[id] = new GrammarRule([[.. repeated, .. rest], []]);
            last = id;
        }

        if (last >= 0) items.Extend(last);
    }

    private void Count(long elements)
    {
        if (_elements + elements > MostElements) throw Fault("the repetitions make the grammar too large");
        _elements += (int)elements;
    }

    private int Number()
    {
        var from = _at;
        while (char.IsAsciiDigit(Here)) _at++;
        if (!int.TryParse(_text.AsSpan(from, _at - from), CultureInfo.InvariantCulture, out var number) || number > 1_000_000) throw Fault("there should be a number of repetitions");
        return number;
    }

    private string Name()
    {
        var from = _at;
        while (IsNameCharacter(Here)) _at++;
        return _at > from ? _text[from.._at] : throw Fault("there should be the name of a rule");
    }

    private int IdOf(string name)
    {
        if (_names.TryGetValue(name, out var id)) return id;
        if (_names.Count == MostNamed) throw Fault($"there are more than {MostNamed} rules");
        return _names[name] = NewRule();
    }

    private int NewRule()
    {
        _rules.Add(null);
        return _rules.Count - 1;
    }

    private void Space(bool newLines)
    {
        while (Here is ' ' or '\t' or '#' || (newLines && Here is '\r' or '\n'))
        {
            if (Here != '#') _at++;
            else while (Here is not ('\0' or '\r' or '\n')) _at++;
        }
    }

    private char Ahead(int by) => _at + by < _text.Length ? _text[_at + by] : '\0';

    private BadRequestException Fault(string problem)
    {
        var line = _text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n') + 1;
        return new BadRequestException($"The grammar cannot be read: {problem} (line {line}, character {_at - _text.LastIndexOf('\n', Math.Max(0, Math.Min(_at, _text.Length) - 1))}). It must be GBNF.");
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';

    private static string Shortened(string name) => name.Length <= 40 ? name : name[..40] + "…";
}

using System.Globalization;
using System.Text;

namespace RagDocs.Generation.Tests.Support;

/// <summary>Writes random texts that a GBNF grammar allows: literals, character classes, groups, alternatives and repetitions.</summary>
internal sealed class GrammarSampler
{
    // What a character class is tried with: letters, signs, stops, brackets, other scripts, line ends.
    private const string Candidates = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:-–()'\"„“*#<>|/\\[]【】!?…。！？\n\r\täöüßéñ漢字ひらπλЖ";

    private readonly Dictionary<string, string> _rules;
    private readonly Random _random;

    public GrammarSampler(string grammar, Random random)
    {
        _rules = grammar.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(" ::= ", 2)).ToDictionary(r => r[0], r => r[1]);
        _random = random;
    }

    public string Sample()
    {
        var text = new StringBuilder();
        Alternatives(_rules["root"], text);
        return text.ToString();
    }

    private void Alternatives(string body, StringBuilder text)
    {
        var choices = new List<string>();
        var start = 0;
        for (var i = 0; i < body.Length; i = Next(body, i))
        {
            if (body[i] != '|') continue;
            choices.Add(body[start..i]);
            start = i + 1;
        }

        choices.Add(body[start..]);
        Sequence(choices[_random.Next(choices.Count)].Trim(), text);
    }

    private void Sequence(string body, StringBuilder text)
    {
        for (var i = 0; i < body.Length;)
        {
            if (body[i] == ' ')
            {
                i++;
                continue;
            }

            var end = Next(body, i);
            var item = body[i..end];
            var (least, most) = (1, 1);
            if (end < body.Length && body[end] == '{')
            {
                var close = body.IndexOf('}', end);
                var bounds = body[(end + 1)..close].Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
                (least, most) = (bounds[0], Math.Min(bounds[1], bounds[0] + 60));
                end = close + 1;
            }

            for (var n = _random.Next(least, most + 1); n > 0; n--) One(item, text);
            i = end;
        }
    }

    private void One(string item, StringBuilder text)
    {
        switch (item[0])
        {
            case '"':
                text.Append(item[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal));
                break;
            case '(':
                Alternatives(item[1..^1], text);
                break;
            case '[':
                var allowed = Candidates.Where(c => Holds(item[1..^1], c)).ToList();
                text.Append(allowed[_random.Next(allowed.Count)]);
                break;
            default:
                Alternatives(_rules[item], text);
                break;
        }
    }

    private static bool Holds(string set, char c)
    {
        var negated = set[0] == '^';
        var found = false;
        for (var i = negated ? 1 : 0; i < set.Length;)
        {
            var first = Character(set, ref i);
            var last = first;
            if (i < set.Length - 1 && set[i] == '-')
            {
                i++;
                last = Character(set, ref i);
            }

            found |= c >= first && c <= last;
        }

        return found != negated;
    }

    private static char Character(string set, ref int i)
    {
        if (set[i] != '\\') return set[i++];
        var digits = set[i + 1] switch { 'x' => 2, 'u' => 4, _ => 0 };
        var c = digits == 0 ? set[i + 1] : (char)int.Parse(set.AsSpan(i + 2, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        i += 2 + digits;
        return c;
    }

    /// <summary>Behind the item that begins here.</summary>
    private static int Next(string body, int start)
    {
        var i = start;
        switch (body[i])
        {
            case '"' or '[':
                var close = body[i] == '"' ? '"' : ']';
                for (i++; body[i] != close; i++)
                {
                    if (body[i] == '\\') i++;
                }

                return i + 1;
            case '(':
                for (i++; body[i] != ')'; i = Next(body, i))
                {
                }

                return i + 1;
            default:
                while (i < body.Length && char.IsLetter(body[i])) i++;
                return Math.Max(i, start + 1);
        }
    }
}

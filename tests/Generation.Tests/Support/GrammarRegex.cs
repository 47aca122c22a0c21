using System.Text;
using System.Text.RegularExpressions;

namespace RagDocs.Generation.Tests.Support;

/// <summary>A GBNF grammar without recursion as a regular expression, to see whether a text is one of its texts.</summary>
internal static class GrammarRegex
{
    public static Regex Of(string grammar)
    {
        var rules = grammar.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(" ::= ", 2)).ToDictionary(r => r[0], r => r[1]);
        return new Regex($@"\A{Translate(rules["root"], rules)}\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }

    private static string Translate(string body, Dictionary<string, string> rules)
    {
        var regex = new StringBuilder("(?:");
        for (var i = 0; i < body.Length;)
        {
            var end = i + 1;
            switch (body[i])
            {
                case ' ':
                    break;
                case '"':
                    while (body[end] != '"') end++;
                    regex.Append("(?:").Append(Regex.Escape(body[(i + 1)..end].Replace("\\n", "\n", StringComparison.Ordinal))).Append(')');
                    end++;
                    break;
                case '[':
                    while (body[end] != ']') end += body[end] == '\\' ? 2 : 1;
                    regex.Append(body, i, ++end - i);
                    break;
                case >= 'a' and <= 'z':
                    while (end < body.Length && char.IsLetter(body[end])) end++;
                    regex.Append(Translate(rules[body[i..end]], rules));
                    break;
                case '{':
                    end = body.IndexOf('}', i) + 1;
                    regex.Append(body, i, end - i);
                    break;
                default:
                    regex.Append(body[i] == '(' ? "(?:" : body[i].ToString());
                    break;
            }

            i = end;
        }

        return regex.Append(')').ToString();
    }
}

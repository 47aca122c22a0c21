using System.Text.RegularExpressions;

namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// Looks at a GBNF grammar before native code does: its parser calls itself for every parenthesis and every rule, so depth and number
/// are bounded here. What the grammar means is checked there.
/// </summary>
internal static partial class GrammarGuard
{
    private const int MaxLength = 64 * 1024;
    private const int MaxDepth = 100;
    private const int MaxRules = 1000;

    /// <exception cref="BadRequestException">Too long, too deep, or with characters that a C string cannot hold.</exception>
    public static void Check(string grammar)
    {
        if (grammar.Length > MaxLength) throw new BadRequestException($"The grammar has {grammar.Length} characters; at most {MaxLength} are read.");
        if (grammar.Contains('\0', StringComparison.Ordinal)) throw new BadRequestException("The grammar holds a null character.");
        if (grammar.Split("::=").Length - 1 > MaxRules) throw new BadRequestException($"The grammar has more than {MaxRules} rules.");
        // Native code takes a text without rules for a grammar that allows everything.
        if (!Root().IsMatch(grammar)) throw new BadRequestException("The grammar has no rule named root.");
        if (Depth(grammar) > MaxDepth) throw new BadRequestException($"The grammar nests parentheses deeper than {MaxDepth}.");
    }

    private static int Depth(string grammar)
    {
        var (depth, deepest, closing) = (0, 0, '\0');
        for (var i = 0; i < grammar.Length; i++)
        {
            var c = grammar[i];
            if (closing != '\0')
            {
                if (c == '\\') i++;
                else if (c == closing) closing = '\0';
                continue;
            }

            closing = c switch { '"' => '"', '[' => ']', '#' => '\n', _ => '\0' };
            if (c == '(') deepest = Math.Max(deepest, ++depth);
            if (c == ')') depth--;
        }

        return deepest;
    }

    [GeneratedRegex(@"^\s*root\s*::=", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Root();
}

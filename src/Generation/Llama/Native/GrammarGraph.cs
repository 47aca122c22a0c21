namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// Which rule of a grammar may begin with which. Native code walks every path of this graph: when it looks for left recursion (llama.cpp,
/// llama_grammar_detect_left_recursion) and whenever it has drawn a character (llama_grammar_advance_stack). Forty rules like
/// a ::= b | b have 2^40 paths, so the paths are counted here first, without walking them. Components after
/// R. Tarjan, Depth-first search and linear graph algorithms, 1972.
/// </summary>
internal sealed class GrammarGraph
{
    private const int MostPaths = 10_000;
    private const int MostPathsInAll = 2_000_000;

    /// <summary>Native code calls itself so many times.</summary>
    private const int MostDepth = 2_500;

    private readonly List<Edge>[] _edges;
    private readonly int[] _order;
    private readonly int[] _lowest;
    private readonly long[] _paths;
    private readonly int[] _depth;
    private readonly Stack<int> _open = new();
    private int _seen;
    private long _all;

    private GrammarGraph(List<Edge>[] edges)
    {
        _edges = edges;
        (_order, _lowest, _paths, _depth) = (new int[edges.Length], new int[edges.Length], new long[edges.Length], new int[edges.Length]);
    }

    /// <exception cref="BadRequestException">Left recursion, or too many ways to begin.</exception>
    public static void Check(IReadOnlyList<GrammarRule> rules)
    {
        // First as the search for left recursion sees it: only a rule with an empty alternative may be nothing. Then as it is.
        new GrammarGraph(EdgesOf(rules, id => rules[id].IsOpenlyEmpty, ends: false)).Walk();
        var empty = Empty(rules);
        new GrammarGraph(EdgesOf(rules, id => empty[id], ends: true)).Walk();
    }

    private static List<Edge>[] EdgesOf(IReadOnlyList<GrammarRule> rules, Func<int, bool> mayBeEmpty, bool ends)
    {
        var edges = new List<Edge>[rules.Count];
        for (var id = 0; id < edges.Length; id++)
        {
            edges[id] = [];
            foreach (var sequence in rules[id].Alternatives)
            {
                for (var i = 0; i < sequence.Length && sequence[i] != GrammarRule.Characters; i++)
                {
                    edges[id].Add(new Edge(sequence[i], ends && i == sequence.Length - 1));
                    if (!mayBeEmpty(sequence[i])) break;
                }
            }
        }

        return edges;
    }

    private static bool[] Empty(IReadOnlyList<GrammarRule> rules)
    {
        var empty = new bool[rules.Count];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var id = 0; id < empty.Length; id++)
            {
                if (empty[id] || !rules[id].Alternatives.Any(a => Array.TrueForAll(a, item => item != GrammarRule.Characters && empty[item]))) continue;
                changed = empty[id] = true;
            }
        }

        return empty;
    }

    private void Walk()
    {
        for (var id = 0; id < _edges.Length; id++)
        {
            if (_order[id] == 0) WalkFrom(id);
        }
    }

    // Without calling itself: a grammar may have tens of thousands of rules in a row.
    private void WalkFrom(int start)
    {
        var work = new Stack<(int Rule, int Edge)>();
        Enter(start);
        work.Push((start, 0));
        while (work.TryPop(out var top))
        {
            var (rule, edge) = top;
            if (edge < _edges[rule].Count)
            {
                work.Push((rule, edge + 1));
                var to = _edges[rule][edge].To;
                if (_order[to] == 0)
                {
                    Enter(to);
                    work.Push((to, 0));
                }
                else if (_paths[to] == 0)
                {
                    _lowest[rule] = Math.Min(_lowest[rule], _order[to]);
                }

                continue;
            }

            if (_lowest[rule] == _order[rule]) Close(rule);
            if (work.TryPeek(out var parent)) _lowest[parent.Rule] = Math.Min(_lowest[parent.Rule], _lowest[rule]);
        }
    }

    private void Enter(int rule)
    {
        _order[rule] = _lowest[rule] = ++_seen;
        _open.Push(rule);
    }

    /// <summary>Rules that may all begin with each other are known now, and everything behind them.</summary>
    private void Close(int first)
    {
        var component = new HashSet<int>();
        do component.Add(_open.Peek());
        while (_open.Pop() != first);
        var (paths, depth) = (0L, 0);
        foreach (var edge in component.SelectMany(rule => _edges[rule]))
        {
            if (!component.Contains(edge.To)) (paths, depth) = (paths + _paths[edge.To], Math.Max(depth, _depth[edge.To]));
            // What ends with itself comes back to where it was; with something behind, there is more of it each time.
            else if (!edge.IsEnd) throw new BadRequestException("The grammar is left-recursive: a rule may begin with itself and would never end.");
        }

        paths += component.Count;
        depth += component.Count;
        _all += paths;
        if (paths > MostPaths || _all > MostPathsInAll || depth > MostDepth)
        {
            throw new BadRequestException($"The grammar is too ambiguous: a rule may begin in more than {MostPaths} ways. Name fewer alternatives that begin alike.");
        }

        foreach (var rule in component) (_paths[rule], _depth[rule]) = (paths, depth);
    }

    /// <param name="IsEnd">Nothing follows in that alternative.</param>
    private readonly record struct Edge(int To, bool IsEnd);
}

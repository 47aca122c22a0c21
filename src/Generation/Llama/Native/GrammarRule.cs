namespace RagDocs.Generation.Llama.Native;

/// <summary>A rule of a grammar: alternatives, each a sequence of rules' numbers and <see cref="Characters"/>.</summary>
internal sealed record GrammarRule(IReadOnlyList<int[]> Alternatives)
{
    /// <summary>Stands for one or more characters of any kind.</summary>
    public const int Characters = -1;

    /// <summary>One of its alternatives is nothing at all.</summary>
    public bool IsOpenlyEmpty => Alternatives.Any(a => a.Length == 0);
}

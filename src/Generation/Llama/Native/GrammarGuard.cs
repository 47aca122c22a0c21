namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// Looks at a GBNF grammar before native code does, whose parser calls itself for every parenthesis, copies what is repeated, walks every way
/// in which a rule may begin, and cannot be stopped at it.
/// </summary>
internal static class GrammarGuard
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 64 * 1024;

    /// <exception cref="BadRequestException">It cannot be read, or it would take native code too far.</exception>
    public static void Check(string grammar)
    {
        if (grammar.Length > MaxLength) throw new BadRequestException($"The grammar has {grammar.Length} characters; at most {MaxLength} are read.");
        if (grammar.Contains('\0', StringComparison.Ordinal)) throw new BadRequestException("The grammar holds a null character.");
        GrammarGraph.Check(GrammarReader.Read(grammar));
    }
}

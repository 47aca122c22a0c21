using System.Text;
using RagDocs.Retrieval.Lexical;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>The words of a text as they are looked up.</summary>
internal static class ChunkTerms
{
    /// <summary>Another one means that stored terms have to be made anew.</summary>
    public const string Version = "words-1";

    public static IEnumerable<string> Of(string text) => FtsQuery.Words(Sound(text)).Select(Folded);

    /// <summary>Without stop words, unless there is nothing else.</summary>
    public static IEnumerable<string> OfQuestion(string question) => FtsQuery.TellingWords(Sound(question)).Select(Folded);

    private static string Folded(string word) => word.ToLowerInvariant();

    /// <summary>Half characters, which no form of Unicode allows, would stop the normaliser.</summary>
    private static string Sound(string text) => string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormKC);
}

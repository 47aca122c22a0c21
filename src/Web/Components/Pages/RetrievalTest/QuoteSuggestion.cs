using RagDocs.Retrieval;
using RagDocs.Retrieval.Text;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>Words of a right passage that most likely carry the answer: a start for the person who saves the question.</summary>
internal static class QuoteSuggestion
{
    private static readonly char[] Borders = [' ', '\n', '\t', '?', '!', '.', ',', ';', ':', '(', ')', '"', '“', '”', '\''];

    /// <summary>The sentence of the best chunk that shares the most telling words with the question; the earliest of equal ones.</summary>
    public static string Of(Passage passage, string question)
    {
        var part = passage.Parts.FirstOrDefault(p => p.ChunkId == passage.ChunkId);
        var text = part is null ? passage.Text : passage.Text.Substring(part.Start, part.Length);
        var asked = Words(question).Where(w => !StopWords.Contains(w)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sentences = SentenceSplitter.Split(text).Select(s => text.Substring(s.Start, s.Length)).ToList();
        return sentences.MaxBy(sentence => Words(sentence).Distinct(StringComparer.OrdinalIgnoreCase).Count(asked.Contains)) ?? text;
    }

    private static string[] Words(string text) => text.Split(Borders, StringSplitOptions.RemoveEmptyEntries);
}

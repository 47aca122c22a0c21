using RagDocs.Generation.Conversations;
using RagDocs.Web.Components.Viewer;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>Groups an answer's sentences for reading: running text stays together, a quoted list or table stands alone.</summary>
internal static class AnswerParagraphs
{
    public static IEnumerable<IReadOnlyList<SentenceView>> Of(IReadOnlyList<SentenceView> sentences)
    {
        var running = new List<SentenceView>();
        foreach (var sentence in sentences)
        {
            if (Block(sentence) is null)
            {
                running.Add(sentence);
                continue;
            }

            if (running.Count > 0) yield return [.. running];
            running.Clear();
            yield return [sentence];
        }

        if (running.Count > 0) yield return running;
    }

    /// <summary>The parts of a quoted list or table; null for an ordinary sentence.</summary>
    public static IReadOnlyList<TextPart>? Block(SentenceView sentence)
    {
        if (!sentence.Text.Contains('\n', StringComparison.Ordinal)) return null;
        var parts = SourceText.Parts(new SourceBlock(null, "", sentence.Text, 0, 0));
        return parts.Any(p => p.Kind != TextKind.Paragraph) ? parts : null;
    }
}

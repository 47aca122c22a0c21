using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.Suggestions;

/// <summary>The questions that need not be suggested any more: asked in this conversation, or about to be offered (pure).</summary>
internal sealed class AskedQuestions
{
    /// <summary>So much of the one in the other, and so much of the other in the one, is the same question in other words.</summary>
    private const double MostOfIt = 0.8;
    private const double HalfOfIt = 0.5;

    private readonly List<HashSet<string>> _asked = [];

    public AskedQuestions(IEnumerable<string> questions)
    {
        foreach (var question in questions) Add(question);
    }

    public void Add(string question) => _asked.Add(Words(question));

    public bool Has(string question)
    {
        var words = Words(question);
        return _asked.Exists(asked =>
        {
            if (asked.Count == 0 || words.Count == 0) return asked.Count == words.Count;
            var both = (double)asked.Intersect(words).Count();
            var (inAsked, inNew) = (both / words.Count, both / asked.Count);
            return (inAsked >= MostOfIt && inNew >= HalfOfIt) || (inNew >= 1 && inAsked >= HalfOfIt);
        });
    }

    private static HashSet<string> Words(string question)
    {
        var words = Tokenizer.Split(question).Where(t => !t.IsStopWord).ToList();
        var own = words.Where(t => !FrameWords.Contains(t)).ToList();
        return (own.Count > 0 ? own : words).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
    }
}

using RagDocs.Generation.Checking;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Text;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Checking;

/// <summary>What must hold of every sentence of our own sample documents.</summary>
public sealed class CopiedSentenceTests
{
    [Fact]
    public void ASentenceCopiedFromItsPassageIsAlwaysSupported()
    {
        var marked = Sentences().Where(s => Verdict(s.Passage, s.Sentence) != SentenceVerdict.Supported);

        Assert.Empty(marked);
    }

    [Fact]
    public void ACopiedSentenceWithAnotherDigitIsNeverSupported()
    {
        var changed = Sentences().SelectMany(s => Enumerable.Range(0, s.Sentence.Length).Where(i => char.IsAsciiDigit(s.Sentence[i]) && !IsListNumber(s.Sentence, i))
            .Select(i => (s.Passage, Sentence: s.Sentence[..i] + (char)('0' + (s.Sentence[i] - '0' + 1 + i % 8) % 10) + s.Sentence[(i + 1)..]))).ToList();

        Assert.True(changed.Count > 100, $"Only {changed.Count} digits were changed.");
        Assert.Empty(changed.Where(s => Verdict(s.Passage, s.Sentence) == SentenceVerdict.Supported).Select(s => s.Sentence));
    }

    // "2." before an item counts the items; it says nothing.
    private static bool IsListNumber(string sentence, int at) => sentence[..at].All(c => char.IsAsciiDigit(c) || c is '(') && at + 1 < sentence.Length && sentence.IndexOfAny(['.', ')']) is > 0 and < 4;

    private static SentenceVerdict Verdict(string passage, string sentence) =>
        new SentenceChecker().Begin([SomePassage.Of(passage)]).Check(new Sentence(sentence, [new Evidence(0, "")])).Verdict;

    private static IEnumerable<(string Passage, string Sentence)> Sentences()
    {
        foreach (var file in Directory.EnumerateFiles(Samples.Folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var passage in File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n#", StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (var sentence in SentenceSplitter.Split(passage)) yield return (passage, sentence.Of(passage).ToString());
            }
        }
    }
}

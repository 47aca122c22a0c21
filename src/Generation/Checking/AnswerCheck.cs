using RagDocs.Generation.Checking.Sources;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Checking;

/// <summary>Checks the sentences of one answer; each passage is read once, when it is first needed. Not for several threads.</summary>
public sealed class AnswerCheck
{
    /// <summary>A passage that holds the beginnings of fewer words than this carries no sentence; looking so far costs next to nothing.</summary>
    private const double FewestWords = 0.3;
    private const int WordLength = 4;

    private readonly SentenceChecker _checker;
    private readonly IReadOnlyList<Passage> _offered;
    private readonly CheckedPassage?[] _read;

    internal AnswerCheck(SentenceChecker checker, IReadOnlyList<Passage> offered)
    {
        (_checker, _offered) = (checker, offered);
        _read = new CheckedPassage?[offered.Count];
    }

    /// <summary>
    /// The verdict on a sentence, and the passage it rests on: a citation whose passage does not carry the sentence is moved to the best-ranked
    /// offered one that wholly does; when none does, it stays and the sentence is marked.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The sentence cites a passage that was not offered.</exception>
    public SentenceCheck Check(Sentence sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var cited = sentence.Evidence.Select(e => e.Passage).Distinct().ToList();
        if (cited.Count == 0 || sentence.Text.Length == 0) return new SentenceCheck(SentenceVerdict.NotChecked, [], sentence.Evidence);
        var verdict = _checker.Compare(sentence.Text, [.. cited.Select(Read)]);
        if (verdict.Verdict is SentenceVerdict.Partly or SentenceVerdict.Unsupported)
        {
            for (var i = 0; i < _offered.Count; i++)
            {
                if (cited.Contains(i) || !MayHold(_offered[i], sentence.Text)) continue;
                var better = _checker.Compare(sentence.Text, [Read(i)]);
                if (better.Verdict != SentenceVerdict.Supported) continue;
                var quote = better.Best?.Quote.Trim() ?? Citations.SupportingSentence.Find(_offered[i].Text, sentence.Text);
                return new SentenceCheck(SentenceVerdict.Supported, [], [new Evidence(i, quote)]) { Moved = true, Coverage = better.Coverage };
            }
        }

        return new SentenceCheck(verdict.Verdict, verdict.Findings, sentence.Evidence) { Coverage = verdict.Coverage };
    }

    private static bool MayHold(Passage passage, string sentence)
    {
        var (words, held) = (0, 0);
        foreach (var range in sentence.AsSpan().SplitAny(' ', '\n'))
        {
            var word = sentence.AsSpan(range).Trim(".,;:!?()[]\"“”'’-");
            if (word.Length < WordLength) continue;
            words++;
            // Words are bent at their ends.
            var beginning = word[..Math.Min(word.Length, WordLength + 1)];
            if (passage.Text.AsSpan().Contains(beginning, StringComparison.OrdinalIgnoreCase) || passage.Title.AsSpan().Contains(beginning, StringComparison.OrdinalIgnoreCase)
                || passage.HeadingPath.AsSpan().Contains(beginning, StringComparison.OrdinalIgnoreCase)) held++;
        }

        return held >= FewestWords * words;
    }

    internal IReadOnlyList<Passage> Offered => _offered;

    /// <summary>An offered passage as the check reads it.</summary>
    internal CheckedPassage Read(int index) => index >= 0 && index < _offered.Count
        ? _read[index] ??= new CheckedPassage(_offered[index])
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The answer cites passage {index}, but only {_offered.Count} were offered.");
}

using System.Text;
using RagDocs.Generation.Prompts;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Citations;

/// <summary>
/// Turns a model's text, while it streams, into sentences with citations. The same text gives the same sentences however it is cut into
/// pieces. A mark belongs to the sentence it stands in or directly behind; at the start of a line, to the sentence that follows, or, when
/// nothing follows, to the one before. Numbers that were not offered are dropped, never guessed, and a sentence without a valid number is
/// left out and counted. Lists and tables come as one sentence a line; reasoning before the text, marks of Markdown, and a list of the sources
/// behind it are not part of it.
/// </summary>
/// <param name="offered">Passages, numbered from 1.</param>
/// <param name="refusals">Sentences by which models say that the passages hold no answer; null: the built-in ones.</param>
internal sealed class CitationParser(int offered, IReadOnlyList<string>? refusals = null)
{
    private readonly string[] _refusals = [.. (refusals ?? PromptLibrary.Standard.Refusals).Select(Words)];
    private readonly ThoughtSkipper _thoughts = new();
    private readonly StringBuilder _raw = new();
    private readonly List<CitedSentence> _found = [];
    private bool _inSources;
    private (string Text, List<int> Numbers)? _held;
    private int _kept;
    private bool _cutOff;

    // The white space before the rest of a line, which the splitter looks at.
    private string _lead = "";

    /// <summary>The model said that the passages hold no answer; nothing after that counts.</summary>
    public bool Refused { get; private set; }

    /// <summary>Sentences without a valid citation.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The sentence being written, without marks; empty while it may be the refusal.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>Adds text and returns the sentences that are finished by it.</summary>
    public IReadOnlyList<CitedSentence> Push(string text)
    {
        _raw.Append(_thoughts.Take(text, ended: false));
        return Take(ended: false);
    }

    /// <summary>The text is at its end; returns what was still unfinished.</summary>
    /// <param name="cutOff">The model was stopped at its token limit: a last sentence without an end is given up.</param>
    public IReadOnlyList<CitedSentence> Finish(bool cutOff = false)
    {
        _cutOff = cutOff;
        _raw.Append(_thoughts.Take("", ended: true));
        var found = Take(ended: true);
        Draft = "";
        return found;
    }

    private IReadOnlyList<CitedSentence> Take(bool ended)
    {
        _found.Clear();
        if (Refused) return [];
        var raw = _raw.ToString().ReplaceLineEndings("\n");
        var rest = 0;
        var draft = "";
        while (rest < raw.Length || ended)
        {
            var lineEnd = raw.IndexOf('\n', rest);
            var complete = lineEnd >= 0 || ended;
            var line = MarkedText.Read(raw[rest..(lineEnd < 0 ? raw.Length : lineEnd)], complete);
            var next = ReadLine(line, complete, mayBeCutOff: _cutOff && lineEnd < 0);
            if (!complete)
            {
                draft = line.Text.Length > 0 ? line.Text[next..] : "";
                rest += next < line.Text.Length && next > 0 ? line.RawStart(next) : 0;
                break;
            }

            rest = lineEnd < 0 ? raw.Length : lineEnd + 1;
            if (lineEnd < 0) break;
        }

        if (ended) Release();
        _raw.Clear().Append(raw.AsSpan(Math.Min(rest, raw.Length)));
        Draft = DraftOf(draft);
        return [.. _found];
    }

    /// <summary>Takes the finished sentences out of a line.</summary>
    /// <returns>Where in the line's text the unfinished rest begins.</returns>
    private int ReadLine(MarkedText line, bool complete, bool mayBeCutOff)
    {
        if (line.Text.Length == 0)
        {
            if (complete && _held is { } held) held.Numbers.AddRange(line.Marks.SelectMany(m => m.Numbers));
            return 0;
        }

        Release();
        var sentences = SentenceSplitter.Split(_lead + line.Text).Select(s => s with { Start = s.Start - _lead.Length }).ToList();
        for (var i = 0; i < sentences.Count; i++)
        {
            var isLast = i == sentences.Count - 1;
            // Whether a stop ends a sentence shows only when the next word is there.
            if (!complete && (isLast || !HasWholeWord(line.Text.AsSpan(sentences[i + 1].Start))))
            {
                if (i > 0) _lead = line.Text[sentences[i].Start - 1] == ' ' ? " " : "";
                return sentences[i].Start;
            }

            if (isLast && mayBeCutOff && !HasEnd(line)) break;
            var (from, end) = (i == 0 ? -1 : sentences[i].Start, isLast ? int.MaxValue : sentences[i + 1].Start);
            var numbers = line.Marks.Where(m => m.At > from && m.At <= end).SelectMany(m => m.Numbers).ToList();
            _held = (sentences[i].Of(line.Text).ToString(), numbers);
            // Only at a line's end may marks still follow.
            if (!isLast) Release();
            else _inSources |= numbers.Count == 0 && PlainLine.IsSourcesHeading(_held.Value.Text);
        }

        _lead = "";
        return line.Text.Length;
    }

    private static bool HasEnd(MarkedText line) =>
        line.Text[^1] is '.' or '!' or '?' or '…' or '。' or '！' or '？' || line.Marks is [.., var last] && last.At == line.Text.Length;

    // White space at the end does not count: a mark behind it would take it away.
    private static bool HasWholeWord(ReadOnlySpan<char> text) => text.TrimEnd().Contains(' ');

    /// <summary>Passes on the last finished sentence, now that no mark can follow it any more.</summary>
    private void Release()
    {
        if (_held is not var (text, numbers) || Refused) return;
        _held = null;
        if (_inSources || numbers.Count == 0 && PlainLine.IsOrnament(text)) return;
        var sentence = PlainLine.Of(text);
        if (sentence.Length == 0) return;
        if (_kept == 0 && Array.Exists(_refusals, r => Words(sentence).StartsWith(r, StringComparison.Ordinal)))
        {
            Refused = true;
            return;
        }

        var known = numbers.Where(n => n >= 1 && n <= offered).Distinct().ToList();
        if (known.Count == 0)
        {
            LeftOut++;
            return;
        }

        _kept++;
        _found.Add(new CitedSentence(sentence, known));
    }

    private string DraftOf(string unfinished)
    {
        var text = PlainLine.Of($"{_held?.Text} {unfinished}");
        return Refused || _inSources || _kept == 0 && Array.Exists(_refusals, r => r.StartsWith(Words(text), StringComparison.Ordinal)) ? "" : text;
    }

    private static string Words(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}

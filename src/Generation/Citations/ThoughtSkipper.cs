using System.Text;

namespace RagDocs.Generation.Citations;

/// <summary>Holds back the reasoning that some models write before their answer, between marks of a few known kinds. The same however the text is cut.</summary>
internal sealed class ThoughtSkipper
{
    private static readonly (string Begin, string End)[] Kinds =
    [
        ("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<thought>", "</thought>"), ("<reasoning>", "</reasoning>"), ("<reflection>", "</reflection>"),
        ("<scratchpad>", "</scratchpad>"), ("[THINK]", "[/THINK]"), ("◁think▷", "◁/think▷"),
    ];

    private readonly StringBuilder _held = new();
    private bool _over;

    /// <summary>What of the text belongs to the answer; nothing while it may still be reasoning.</summary>
    public string Take(string text, bool ended)
    {
        if (_over) return text;
        _held.Append(text);
        var held = _held.ToString();
        while (true)
        {
            var start = held.TrimStart();
            var kind = Array.Find(Kinds, k => start.StartsWith(k.Begin, StringComparison.OrdinalIgnoreCase));
            if (kind.Begin is null)
            {
                if (!ended && Array.Exists(Kinds, k => start.Length < k.Begin.Length && k.Begin.StartsWith(start, StringComparison.OrdinalIgnoreCase))) return "";
                _over = true;
                return held;
            }

            var end = start.IndexOf(kind.End, StringComparison.OrdinalIgnoreCase);
            if (end < 0) return "";
            held = start[(end + kind.End.Length)..];
            _held.Clear().Append(held);
        }
    }
}
